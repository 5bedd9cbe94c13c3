import robots from "robots-parser";

/** The rules of a robots.txt. */
export interface Robots {
  isDisallowed(url: string, userAgent?: string): boolean | undefined;
  /** Seconds between two requests. */
  getCrawlDelay(userAgent?: string): number | undefined;
}

/** The package declares a default export, but is the function itself. */
export const readRobots = robots as unknown as (url: string, text: string) => Robots;
