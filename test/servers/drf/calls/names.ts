import type { Call } from "../../calls.js";

/** A call with the names of operations as paths in brackets: `api.[GET /parts/]()`. */
export type NamedCall = Call & { readonly only?: "own" | "spectacular" };

/** The two clients' names of an operation: of the framework's own document, and of drf-spectacular's. */
const names: Readonly<Record<string, readonly [own: string, spectacular: string]>> = {
  "GET /download/": ["download.listDownloads", "download.retrieve"],
  "GET /events/": ["events.listEvents", "events.list"],
  "GET /failures/{code}/": ["failures.retrieveFailure", "failures.retrieve"],
  "POST /form/": ["form.createForm", "form.create"],
  "GET /function/": ["function.listfunctions", "function.retrieve"],
  "POST /function/": ["function.createfunction", "function.create"],
  "POST /login/": ["login.createAuthToken", "login.create"],
  "GET /makers/": ["makers.listMakers", "makers.list"],
  "GET /makers/{maker_id}/parts/": ["makers.getMakersByMakerIdParts", "makers.partsList"],
  "POST /makers/": ["makers.createMaker", "makers.create"],
  "GET /makers/{id}/": ["makers.retrieveMaker", "makers.retrieve"],
  "PUT /makers/{id}/": ["makers.updateMaker", "makers.update"],
  "PATCH /makers/{id}/": ["makers.partialUpdateMaker", "makers.partialUpdate"],
  "DELETE /makers/{id}/": ["makers.destroyMaker", "makers.destroy"],
  "POST /nothing/": ["nothing.createNothing", "nothing.create"],
  "DELETE /nothing/": ["nothing.destroyNothing", "nothing.destroy"],
  "POST /odd/": ["odd.createOdd", "odd.create"],
  "PATCH /odd/": ["odd.partialUpdateOdd", "odd.partialUpdate"],
  "GET /optional/": ["optional.listOptionals", "optional.retrieve"],
  "GET /parts/": ["parts.getParts", "parts.list"],
  "POST /parts/": ["parts.createPart", "parts.create"],
  "GET /parts/{id}/": ["parts.retrievePart", "parts.retrieve"],
  "PUT /parts/{id}/": ["parts.updatePart", "parts.update"],
  "PATCH /parts/{id}/": ["parts.partialUpdatePart", "parts.partialUpdate"],
  "DELETE /parts/{id}/": ["parts.destroyPart", "parts.destroy"],
  "POST /parts/{id}/ship/": ["parts.shipPart", "parts.shipCreate"],
  "GET /parts/makers/{letter}/": ["parts.makersPart", "parts.makersList"],
  "GET /parts/odd/": ["parts.oddPart", "parts.oddRetrieve"],
  "POST /pets/": ["pets.createPets", "pets.create"],
  "GET /protected/": ["protected.listProtecteds", "protected.retrieve"],
  "GET /report/": ["report.listReports", "report.retrieve"],
  "POST /session/": ["session.createSession", "session.create"],
  "PUT /several-parsers/": ["severalParsers.updateLine", "severalParsers.update"],
  "GET /table/": ["table.listTables", "table.retrieve"],
  "GET /throttled/": ["throttled.listThrottleds", "throttled.retrieve"],
  "POST /upload/": ["upload.createUpload", "upload.create"],
};

/** The calls of one of the clients. */
export function callsOf(
  document: "own" | "spectacular",
  calls: readonly NamedCall[],
): readonly Call[] {
  return calls
    .filter(({ only }) => only === undefined || only === document)
    .map((each) => ({
      ...each,
      call: each.call.replaceAll(/\[([A-Z]+ [^\]]+)\]/g, (_, operation: string) => {
        const found = names[operation];
        if (!found) throw new Error(`no name of ${operation}`);
        return found[document === "own" ? 0 : 1];
      }),
    }));
}
