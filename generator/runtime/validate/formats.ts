/**
 * Whether a value has a format. Only those are known whose rules are short and that OpenAPI or JSON
 * Schema names; every value has any other format, and a value of another type has each.
 */
export function matchesFormat(format: string, value: unknown): boolean {
  const test = Object.hasOwn(formats, format) ? formats[format] : undefined;
  return test?.(value) ?? true;
}

type Test = (value: unknown) => boolean;

const ofText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value !== "string" || test(value);

const like = (pattern: RegExp): Test => ofText((text) => pattern.test(text));

const within =
  (bits: number): Test =>
  (value) =>
    typeof value !== "number" || (Number.isInteger(value) && Math.abs(value) <= 2 ** (bits - 1));

const usualTime =
  /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const leapSecond = /^(\d\d):(\d\d):60(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;

// A function, so that a bundler can drop the table if no schema has a format.
const formats = /* @__PURE__ */ ((): Readonly<Record<string, Test>> => ({
  date: ofText(isDate),
  time: ofText(isTime),
  "date-time": ofText(
    (text) => isDate(text.slice(0, 10)) && /^t$/i.test(text.charAt(10)) && isTime(text.slice(11)),
  ),
  duration: like(
    /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/,
  ),
  email: like(/^(?:"(?:[^"\\]|\\.)*"|[^\s@]+)@[^\s@]+$/),
  hostname: like(
    /^(?=.{1,253}$)[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i,
  ),
  ipv4: like(/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/),
  ipv6: ofText((text) => /^[\da-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`)),
  uri: ofText((text) => /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(text)),
  uuid: like(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i),
  int32: (value) => within(32)(value) && value !== 2 ** 31,
  // JavaScript rounds the greatest one up.
  int64: within(64),
}))();

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year, month, day] = [+text.slice(0, 4), +text.slice(5, 7), +text.slice(8)];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? 28 + Number(isLeap) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month > 0 && month <= 12 && day > 0 && day <= days;
}

function isTime(text: string): boolean {
  if (usualTime.test(text)) return true;
  const found = leapSecond.exec(text);
  if (!found) return false;
  const [hour = 0, minute = 0, , offsetHour = 0, offsetMinute = 0] = found
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)));
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  // Leap seconds are at midnight, in UTC.
  const offset = (offsetHour * 60 + offsetMinute) * (found[3] === "-" ? -1 : 1);
  return (hour * 60 + minute - offset + 2 * 1440) % 1440 === 1439;
}
