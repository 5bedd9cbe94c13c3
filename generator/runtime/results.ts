import type {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  StatusError,
} from "./errors.js";

/** The server answered with a success status. */
export interface Success<Status extends number, Data> {
  /** Tells a success from a failure. */
  readonly ok: true;
  /** The status of the response. */
  readonly status: Status;
  /** What awaiting the call gives. */
  readonly data: Data;
  /** The response; its body has been read, unless `data` is a stream. */
  readonly response: Response;
}

/** An answer of which the spec names headers: by their name in lower case. */
export interface WithHeaders<Headers> {
  /** Undefined if a header did not come; one that cannot be read as its type is text as it came. */
  readonly headers: Headers;
}

/** The server answered with this status; it decides the class of the error. */
export interface FailedWith<Status extends number, Body = unknown> {
  /** Tells a failure from a success. */
  readonly ok: false;
  /** The status of the response. */
  readonly status: Status;
  /** What awaiting the call throws. */
  readonly error: ErrorOf<Status, Body>;
  /** The response; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** There is no usable response: no connection, no time left, or a body that cannot be read. */
export interface Unanswered {
  /** Tells a failure from a success. */
  readonly ok: false;
  // Without `strictNullChecks`, undefined would equal every status, and none would tell the error.
  /** Tells it from what a server answered. */
  readonly status: undefined extends 0 ? never : undefined;
  /** What awaiting the call throws. */
  readonly error: ApiError;
  /** Always undefined. */
  readonly response: undefined;
}

type ErrorOf<Status extends number, Body> = [Status] extends [StatusWithClass]
  ? ErrorsByStatus<Body>[Status]
  : [Status] extends [Status5XX]
    ? ServerError<Status, Body>
    : StatusError<Status, Body>;

interface ErrorsByStatus<Body> {
  readonly 400: BadRequestError<400, Body>;
  readonly 401: AuthenticationError<Body>;
  readonly 403: PermissionError<Body>;
  readonly 404: NotFoundError<Body>;
  readonly 409: ConflictError<Body>;
  readonly 422: BadRequestError<422, Body>;
  readonly 429: RateLimitError<Body>;
}

/**
 * The server answered with one of the statuses whose errors have classes of their own:
 * `FailureByStatus[404]`, or `FailureByStatus[401 | 403]` for either.
 */
export type FailureByStatus<Body = unknown> = {
  readonly [Status in StatusWithClass]: FailedWith<Status, Body>;
};

// Interfaces, and not aliases, so that a compiler goes through hundreds of statuses for a result
// that somebody looks into, and not for each operation. Their range is a parameter for the same
// reason.

/** The server answered with another status of 3XX and 4XX than the known. */
export interface OtherFailure<
  Known = never,
  Body = unknown,
  Range extends number = Status3XX | OtherStatus4XX,
> {
  /** Tells a failure from a success. */
  readonly ok: false;
  /** The status of the response. */
  readonly status: Without<Range, Known>;
  /** What awaiting the call throws. */
  readonly error: StatusError<Without<Range, Known>, Body>;
  /** The response; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** The server answered with another status of 5XX than the known. */
export interface OtherServerFailure<
  Known = never,
  Body = unknown,
  Range extends Status5XX = Status5XX,
> {
  /** Tells a failure from a success. */
  readonly ok: false;
  /** The status of the response. */
  readonly status: Without<Range, Known>;
  /** What awaiting the call throws. */
  readonly error: ServerError<Without<Range, Known>, Body>;
  /** The response; its body has been read and stands, parsed, in `error.body`. */
  readonly response: Response;
}

/** `Exclude`, which goes through all of them even if there is nothing to exclude. */
type Without<Statuses extends number, Known> = [Known] extends [never]
  ? Statuses
  : Exclude<Statuses, Known>;

/**
 * The server answered with a status that is no success. A member of the union for each status whose
 * error has a class of its own, so that comparing `status` also tells the class of `error`.
 */
export type Failure<Body = unknown> =
  | FailureByStatus<Body>[StatusWithClass]
  | OtherFailure<never, Body>
  | OtherServerFailure<never, Body>;

// Written out, because computing them costs every consumer's compiler some 3,000 instantiations.

/** 200 to 299. */
// biome-ignore format: a line for each ten
export type Status2XX =
  | 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 209
  | 210 | 211 | 212 | 213 | 214 | 215 | 216 | 217 | 218 | 219
  | 220 | 221 | 222 | 223 | 224 | 225 | 226 | 227 | 228 | 229
  | 230 | 231 | 232 | 233 | 234 | 235 | 236 | 237 | 238 | 239
  | 240 | 241 | 242 | 243 | 244 | 245 | 246 | 247 | 248 | 249
  | 250 | 251 | 252 | 253 | 254 | 255 | 256 | 257 | 258 | 259
  | 260 | 261 | 262 | 263 | 264 | 265 | 266 | 267 | 268 | 269
  | 270 | 271 | 272 | 273 | 274 | 275 | 276 | 277 | 278 | 279
  | 280 | 281 | 282 | 283 | 284 | 285 | 286 | 287 | 288 | 289
  | 290 | 291 | 292 | 293 | 294 | 295 | 296 | 297 | 298 | 299;

/** 300 to 399. */
// biome-ignore format: a line for each ten
export type Status3XX =
  | 300 | 301 | 302 | 303 | 304 | 305 | 306 | 307 | 308 | 309
  | 310 | 311 | 312 | 313 | 314 | 315 | 316 | 317 | 318 | 319
  | 320 | 321 | 322 | 323 | 324 | 325 | 326 | 327 | 328 | 329
  | 330 | 331 | 332 | 333 | 334 | 335 | 336 | 337 | 338 | 339
  | 340 | 341 | 342 | 343 | 344 | 345 | 346 | 347 | 348 | 349
  | 350 | 351 | 352 | 353 | 354 | 355 | 356 | 357 | 358 | 359
  | 360 | 361 | 362 | 363 | 364 | 365 | 366 | 367 | 368 | 369
  | 370 | 371 | 372 | 373 | 374 | 375 | 376 | 377 | 378 | 379
  | 380 | 381 | 382 | 383 | 384 | 385 | 386 | 387 | 388 | 389
  | 390 | 391 | 392 | 393 | 394 | 395 | 396 | 397 | 398 | 399;

/** Statuses whose errors have classes of their own. */
export type StatusWithClass = 400 | 401 | 403 | 404 | 409 | 422 | 429;

/** The rest of 400 to 499. */
// biome-ignore format: a line for each ten
export type OtherStatus4XX =
  | 402 | 405 | 406 | 407 | 408
  | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 418 | 419
  | 420 | 421 | 423 | 424 | 425 | 426 | 427 | 428
  | 430 | 431 | 432 | 433 | 434 | 435 | 436 | 437 | 438 | 439
  | 440 | 441 | 442 | 443 | 444 | 445 | 446 | 447 | 448 | 449
  | 450 | 451 | 452 | 453 | 454 | 455 | 456 | 457 | 458 | 459
  | 460 | 461 | 462 | 463 | 464 | 465 | 466 | 467 | 468 | 469
  | 470 | 471 | 472 | 473 | 474 | 475 | 476 | 477 | 478 | 479
  | 480 | 481 | 482 | 483 | 484 | 485 | 486 | 487 | 488 | 489
  | 490 | 491 | 492 | 493 | 494 | 495 | 496 | 497 | 498 | 499;

/** 400 to 499. */
export type Status4XX = StatusWithClass | OtherStatus4XX;

/** 500 to 599. */
// biome-ignore format: a line for each ten
export type Status5XX =
  | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 509
  | 510 | 511 | 512 | 513 | 514 | 515 | 516 | 517 | 518 | 519
  | 520 | 521 | 522 | 523 | 524 | 525 | 526 | 527 | 528 | 529
  | 530 | 531 | 532 | 533 | 534 | 535 | 536 | 537 | 538 | 539
  | 540 | 541 | 542 | 543 | 544 | 545 | 546 | 547 | 548 | 549
  | 550 | 551 | 552 | 553 | 554 | 555 | 556 | 557 | 558 | 559
  | 560 | 561 | 562 | 563 | 564 | 565 | 566 | 567 | 568 | 569
  | 570 | 571 | 572 | 573 | 574 | 575 | 576 | 577 | 578 | 579
  | 580 | 581 | 582 | 583 | 584 | 585 | 586 | 587 | 588 | 589
  | 590 | 591 | 592 | 593 | 594 | 595 | 596 | 597 | 598 | 599;
