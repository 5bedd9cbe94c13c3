export function failLevels(failOn: string): { readonly diff: string; readonly impact: string };

export function complaint(project: string, failOn: string): string | undefined;

export function projectsOf(project: string): string[];

export function readImpact(
  folder: string,
): { readonly breaks: number; readonly mayBreak: number; readonly summary: string } | undefined;
