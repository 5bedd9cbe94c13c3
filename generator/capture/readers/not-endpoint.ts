import type { NotAnEndpoint, Reading } from "../fact.js";
import { quoteOf } from "../notes.js";

interface Sign {
  readonly kind: NotAnEndpoint;
  readonly because: string;
  readonly pattern: RegExp;
}

/** Whole lines that only such pages have; a page of prose that talks of them is longer. */
const signs: readonly Sign[] = [
  {
    kind: "login-wall",
    because: "it asks for a login or a password",
    pattern:
      /^(?:#+\s*)?(?:sign in|log ?in|sign in to continue|please (?:sign|log) in.*|enter (?:the )?password.*|password|.*\b(?:is|are) (?:password[- ]protected|protected by a password)\b.*|.*\b(?:login|password|authentication) (?:is )?required\b.*|登录|请登录.*|(?:请输入)?访问密码.*|请输入密码.*)$/i,
  },
  {
    kind: "not-found",
    because: "it says that there is no such page",
    pattern:
      /^(?:#+\s*)?(?:404(?:\s*[-:|]?\s*(?:page |file )?not found)?|.{0,30}\bpage (?:could )?not (?:be )?found\b.*|not found|.*\bpage (?:you .* )?(?:does not|doesn['’]t) exist\b.*|页面不存在.*|.*找不到(?:该)?页面.*)[.!。！]?$/i,
  },
];

/** Longer pages say something of their own, even if they mention a login or a lost page. */
const maxLines = 40;

/** Names a page that shows no operation. */
export function classifyPage(lines: readonly string[]): Reading & { kind: NotAnEndpoint } {
  const filled = lines.flatMap((text, index) =>
    text.trim() === "" ? [] : [{ text: text.trim(), line: index + 1 }],
  );
  const [first] = filled;
  if (!first) return { kind: "prose", because: "it is empty", quote: undefined };
  if (filled.length <= maxLines) {
    for (const { kind, because, pattern } of signs) {
      const found = filled.find(({ text }) => text.length < 200 && pattern.test(text));
      if (found) return { kind, because, quote: quoteOf(lines, found.line) };
    }
  }
  const because = "it shows no method with a path, no sample call and no OpenAPI fragment";
  return { kind: "prose", because, quote: quoteOf(lines, first.line) };
}
