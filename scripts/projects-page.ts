/** The tables of the projects that both packages are tried in, for docs/projects.md. */
import { groups, type Project, packagesOf } from "../test/consumers/project-list.js";
import { managers } from "../test/consumers/versions.js";

/** The page with the tables that the list of the test gives, between its marks. */
export function withProjects(page: string): string {
  const tables = /(?<=<!-- npm run docs: projects -->\n)[\s\S]*?(?=<!-- \/projects -->)/;
  if (!tables.test(page)) throw new Error("docs/projects.md has no marks for its tables");
  const sections = Object.entries(groups).map(
    ([title, projects]) => `\n## ${title}\n\n${toTable(projects)}\n`,
  );
  return page.replace(tables, () => sections.join(""));
}

function toTable(projects: readonly Project[]): string {
  const head = ["Project", "Versions", "`importExtension`", "What has run", "What to set"];
  const rows = projects.map((project) => [
    project.name,
    versionsOf(project).join(", "),
    `\`${project.importExtension}\``,
    project.shows,
    project.set ?? "nothing",
  ]);
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** What a project has of its own, and whoever installs it; types are no news. */
function versionsOf(project: Project): string[] {
  const { manager } = project;
  const installer = manager === "pnpm" || manager === "yarn" ? [managers[manager]] : [];
  return [
    ...installer.map(({ name, version }) => `${name} ${version}`),
    ...Object.entries(packagesOf(project))
      .filter(([name]) => !name.startsWith("@types/"))
      .map(([name, version]) => `${name} ${version}`),
  ];
}
