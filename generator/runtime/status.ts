type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type ToNumber<Text extends string> = Text extends `${infer Status extends number}` ? Status : never;

/** 200 to 299. */
export type Status2XX = ToNumber<`2${Digit}${Digit}`>;
/** 300 to 399. */
export type Status3XX = ToNumber<`3${Digit}${Digit}`>;
/** 400 to 499. */
export type Status4XX = ToNumber<`4${Digit}${Digit}`>;
/** 500 to 599. */
export type Status5XX = ToNumber<`5${Digit}${Digit}`>;
/** Every status that is not a success, as literals, so that the documented ones can be told from the rest. */
export type FailureStatus = Status3XX | Status4XX | Status5XX;
