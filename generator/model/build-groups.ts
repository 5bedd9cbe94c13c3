import { isStorable } from "../disk/index.js";
import { must } from "../narrowing.js";
import type { Group, Operation, OperationNames, WebhookNames } from "./api.js";
import type { EnumDraft } from "./build-enums.js";
import type { OperationDraft } from "./build-operations.js";
import type { WebhooksDraft } from "./build-webhooks.js";
import { withoutGroup } from "./group-paths.js";
import {
  clientExports,
  digest,
  type NameClaim,
  reservedExports,
  reservedMembers,
  toIdentifier,
} from "./identifiers.js";
import type { GivenNames, Namer } from "./namer.js";
import type { NameIdentity } from "./names-lock-format.js";

interface Naming {
  readonly groupPaths: ReadonlyMap<string, readonly string[]>;
  readonly groupNames: ReadonlyMap<string, Pick<Group, "type" | "binding">>;
  readonly operations: ReadonlyMap<string, OperationNames>;
  readonly schemas: ReadonlyMap<string, string>;
  /** Of the lists of values, by the key of their schema. */
  readonly values: ReadonlyMap<string, string>;
  /** Of the objects of values by name, by the key of their schema. */
  readonly valueNames: ReadonlyMap<string, string>;
  /** The same of other enums, by their identity. */
  readonly innerEnums: ReadonlyMap<string, string>;
  readonly innerEnumNames: ReadonlyMap<string, string>;
  /** Undefined if the API has none that can be told apart. */
  readonly webhooks: WebhookNames | undefined;
  readonly webhookEvents: ReadonlyMap<string, string>;
}

/**
 * Every name of the output, assigned in one pass.
 *
 * @param claimed names that no thing of the API gets, beside those of the client
 */
export function nameEverything(
  clientName: string,
  drafts: readonly OperationDraft[],
  schemaKeys: readonly string[],
  enumKeys: readonly string[],
  namedEnumKeys: readonly string[],
  innerEnums: readonly EnumDraft[],
  webhooks: WebhooksDraft | undefined,
  namer: Namer,
  claimed: readonly string[],
): Naming {
  const groups = [...new Set(drafts.map(({ facade }) => facade.group))];
  const derived = [
    ["params", "Params", 2],
    ["data", "Data", 3],
    ["result", "Result", 4],
  ] as const;
  const paged = [["item", "Item", 5]] as const;
  const namedInner = innerEnums.filter(({ named }) => named !== undefined);
  const claims: NameClaim[] = [
    ...drafts.flatMap(({ identity, called, pagination }): NameClaim[] => [
      { identity: `function ${identity}`, text: called, style: "camel", rank: 0 },
      ...[...derived, ...(pagination ? paged : [])].map(([kind, suffix, rank]): NameClaim => {
        const text = `${toIdentifier(called, "pascal")}${suffix}`;
        return { identity: `${kind} ${identity}`, text, style: "pascal", rank };
      }),
    ]),
    ...schemaKeys.map(
      (key): NameClaim => ({ identity: `schema ${key}`, text: key, style: "pascal", rank: 1 }),
    ),
    ...enumKeys.map((key): NameClaim => {
      const text = `${toIdentifier(key, "pascal")}Values`;
      return { identity: `values ${key}`, text, style: "pascal", rank: 8 };
    }),
    ...innerEnums.map(
      ({ identity, text }): NameClaim => ({
        identity: `enum ${identity}`,
        text: `${text}Values`,
        style: "pascal",
        rank: 10,
      }),
    ),
    ...namedEnumKeys.map((key): NameClaim => {
      const text = `${toIdentifier(key, "pascal")}Names`;
      return { identity: `names ${key}`, text, style: "pascal", rank: 11 };
    }),
    ...namedInner.map(
      ({ identity, text }): NameClaim => ({
        identity: `enumNames ${identity}`,
        text: `${text}Names`,
        style: "pascal",
        rank: 12,
      }),
    ),
    ...groups.flatMap((group): NameClaim[] => [
      { identity: `group ${group}`, text: `${group} group`, style: "pascal", rank: 6 },
      { identity: `binding ${group}`, text: bindingOf(group), style: "camel", rank: 7 },
    ]),
    ...(webhooks ? claimWebhooks(webhooks) : []),
  ];
  const own = clientExports(clientName);
  const names = namer.assign(claims, new Set([...reservedExports, ...own, ...claimed]));
  const nameOf = (identity: NameIdentity) => must(names.get(identity), `${identity} has no name`);

  const { paths, members } = nameMembers(groups, drafts, namer);
  return {
    groupPaths: paths,
    groupNames: new Map(
      groups.map((group) => [
        group,
        { type: nameOf(`group ${group}`), binding: nameOf(`binding ${group}`) },
      ]),
    ),
    operations: new Map(
      drafts.map(({ identity }) => [
        identity,
        {
          method: must(members.get(`member ${identity}`), `${identity} is not a member`),
          function: nameOf(`function ${identity}`),
          params: nameOf(`params ${identity}`),
          data: nameOf(`data ${identity}`),
          result: nameOf(`result ${identity}`),
          item: names.get(`item ${identity}`),
        },
      ]),
    ),
    schemas: new Map(schemaKeys.map((key) => [key, nameOf(`schema ${key}`)])),
    values: new Map(enumKeys.map((key) => [key, nameOf(`values ${key}`)])),
    valueNames: new Map(namedEnumKeys.map((key) => [key, nameOf(`names ${key}`)])),
    innerEnums: new Map(innerEnums.map(({ identity }) => [identity, nameOf(`enum ${identity}`)])),
    innerEnumNames: new Map(
      namedInner.map(({ identity }) => [identity, nameOf(`enumNames ${identity}`)]),
    ),
    webhooks: webhooks && {
      event: nameOf("webhooks event"),
      unknown: nameOf("webhooks unknown"),
      parse: nameOf("webhooks parse"),
      handler: nameOf("webhooks handler"),
    },
    webhookEvents: new Map(
      (webhooks?.events ?? []).map(({ key }) => [key, nameOf(`webhook ${key}`)]),
    ),
  };
}

/** A script without capitals cannot tell it from the type. */
function bindingOf(group: string): string {
  const text = `${group} group`;
  const isDistinct = toIdentifier(text, "camel") !== toIdentifier(text, "pascal");
  return isDistinct ? text : `${group} group module`;
}

function isAscii(text: string): boolean {
  return /^[\w-]*$/.test(text);
}

function claimWebhooks({ events }: WebhooksDraft): NameClaim[] {
  const types = [
    ["webhooks event", "WebhookEvent"],
    ["webhooks unknown", "UnknownWebhookEvent"],
    ...events.map(({ key }) => [`webhook ${key}`, `${toIdentifier(key, "pascal")}Event`] as const),
  ] as const;
  const functions = [
    ["webhooks parse", "parseWebhook"],
    ["webhooks handler", "createWebhookHandler"],
  ] as const;
  return [
    ...types.map(([identity, text]): NameClaim => ({ identity, text, style: "pascal", rank: 8 })),
    ...functions.map(
      ([identity, text]): NameClaim => ({ identity, text, style: "camel", rank: 9 }),
    ),
  ];
}

function textOfMember({ id, called, facade }: OperationDraft): Pick<NameClaim, "text" | "short"> {
  if (facade.method !== undefined) return { text: facade.method };
  // What is called after its method and path has no operationId that could name the group.
  return { text: called, short: called === id ? withoutGroup(id, facade.group) : undefined };
}

/**
 * Property names in the facade: each object's sub-groups and methods are assigned together,
 * sub-groups first.
 */
function nameMembers(
  groups: readonly string[],
  drafts: readonly OperationDraft[],
  namer: Namer,
): { paths: Map<string, readonly string[]>; members: GivenNames } {
  // A parent may have no operation of its own: `purchases` of `purchases.orders`.
  const nodes = new Set<string>();
  for (const group of groups) {
    const segments = group.split(".");
    segments.forEach((_, index) => {
      nodes.add(segments.slice(0, index + 1).join("."));
    });
  }
  const claims = new Map<string, NameClaim[]>();
  const claim = (owner: string, wanted: Omit<NameClaim, "style">) => {
    const list = claims.get(owner) ?? [];
    list.push({ ...wanted, style: "camel" });
    claims.set(owner, list);
  };
  for (const node of nodes) {
    const at = node.lastIndexOf(".");
    const owner = at < 0 ? "" : node.slice(0, at);
    claim(owner, { identity: `property ${node}`, text: node.slice(at + 1), rank: 0 });
  }
  for (const draft of drafts) {
    const { group } = draft.facade;
    claim(group, { identity: `member ${draft.identity}`, ...textOfMember(draft), rank: 1 });
  }

  const assigned = new Map<string, string>();
  for (const list of claims.values()) {
    for (const [identity, name] of namer.assign(list, reservedMembers))
      assigned.set(identity, name);
  }
  const pathOf = (group: string): string[] => {
    const segments = group.split(".");
    return segments.map((_, index) => {
      const node = segments.slice(0, index + 1).join(".");
      return must(assigned.get(`property ${node}`), `${node} is not a property`);
    });
  };
  return { paths: new Map(groups.map((group) => [group, pathOf(group)])), members: assigned };
}

/** The groups in the order of their first operation. */
export function buildGroups(
  drafts: readonly OperationDraft[],
  operations: readonly Operation[],
  { groupPaths, groupNames }: Naming,
  tags: ReadonlyMap<string, Pick<Group, "description" | "statement">>,
): Group[] {
  const byIdentity = new Map(
    operations.map((operation) => [`${operation.method} ${operation.path}`, operation]),
  );
  const modules = nameModules(groupPaths);
  const members = new Map<string, Operation[]>([...groupPaths.keys()].map((group) => [group, []]));
  for (const { identity, facade } of drafts) {
    members
      .get(facade.group)
      ?.push(must(byIdentity.get(identity), `there is no operation ${identity}`));
  }
  return [...groupPaths].map(([group, path]) => ({
    path,
    module: must(modules.get(group), `${group} has no module`),
    ...must(groupNames.get(group), `${group} has no names`),
    description: tags.get(group)?.description,
    statement: tags.get(group)?.statement,
    operations: members.get(group) ?? [],
  }));
}

/**
 * The file names of groups, in ASCII: file systems differ in how they compare other letters. One
 * that not every file system can store gets a suffix made of the group, and so do those that differ
 * only in case: some take them for one file.
 */
function nameModules(paths: Naming["groupPaths"]): ReadonlyMap<string, string> {
  const plain = [...paths].map(([group, path]) => ({ group, module: path.join("-") }));
  const count = new Map<string, number>();
  for (const { module } of plain) {
    const folded = module.toLowerCase();
    count.set(folded, (count.get(folded) ?? 0) + 1);
  }
  const isUsable = (module: string) =>
    count.get(module.toLowerCase()) === 1 && isStorable(module) && isAscii(module);
  const taken = new Set(count.keys());
  return new Map(
    plain.map(({ group, module }): [string, string] => {
      if (isUsable(module)) return [group, module];
      // Of letters with marks the letters stay.
      const ascii = module.normalize("NFKD").replaceAll(/[^\w-]+/g, "");
      const start = /[A-Za-z0-9]/.test(ascii) ? ascii.slice(0, 100) : "group";
      let length = 6;
      let name: string;
      do name = `${start}-${digest(group, length++)}`;
      while (taken.has(name.toLowerCase()));
      taken.add(name.toLowerCase());
      return [group, name];
    }),
  );
}
