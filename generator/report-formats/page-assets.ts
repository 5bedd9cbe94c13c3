/**
 * Style and script of HTML reports. They contain no text of a spec; the page's content security
 * policy has their hashes.
 */

export const style = `
:root {
  color-scheme: light dark;
  --paper: #f6f7f9; --card: #ffffff; --ink: #1a2029; --soft: #59636f; --line: #dce1e7; --code: #f3f5f8;
  --accent: #2a5bd7; --breaking: #b3231b; --breaking-bg: #fdeceb; --warning: #855400; --warning-bg: #fff3dc;
  --info: #1f5f8b; --info-bg: #e6f2fb; --good: #1c6b3c; --good-bg: #e5f5eb; --removed: #fff1f0; --added: #edf9f1;
  --shadow: 0 1px 2px rgb(16 24 40 / .06), 0 1px 6px rgb(16 24 40 / .04);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1318; --card: #171c23; --ink: #e7ebf0; --soft: #9ba6b3; --line: #2b333d; --code: #11161c;
    --accent: #8ab0ff; --breaking: #ff9d95; --breaking-bg: #3a1a19; --warning: #f4c46b; --warning-bg: #352609;
    --info: #8fcbf5; --info-bg: #12293a; --good: #7fd6a0; --good-bg: #12301f; --removed: #2a1717; --added: #12261a;
    --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
code, pre, kbd { font-family: ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", monospace; font-size: .84em; }
h1, h2, h3, p, dl, dd, ul, pre, figure, fieldset { margin: 0; padding: 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem 1rem; z-index: 1; }
.wide { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
header { background: var(--card); border-bottom: 1px solid var(--line); padding: 2rem 0 1.75rem; }
h1 { font-size: 1.65rem; line-height: 1.25; letter-spacing: -.015em; }
.versions { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; color: var(--soft); margin-top: .4rem; }
.versions code { color: var(--ink); }
.verdict { margin-top: 1.25rem; display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .75rem; }
.verdict > div { border: 1px solid var(--line); border-radius: 10px; padding: .7rem .95rem .8rem; background: var(--paper); }
.verdict dt { color: var(--soft); font-size: .84rem; display: flex; gap: .45rem; align-items: center; }
.verdict dd { font-size: 1.7rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; letter-spacing: -.02em; }
.verdict .release dd { font-size: 1.25rem; line-height: 1.7; }
.verdict.five { grid-template-columns: repeat(5, minmax(0, 1fr)); }
.result { font-size: 1.05rem; margin-top: .4rem; }
.reason { margin-top: .9rem; color: var(--soft); }
.reason strong { color: var(--ink); }
.layout { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 2rem; padding-top: 1.75rem; padding-bottom: 4rem; align-items: start; }
.filters { position: sticky; top: 1rem; }
.filters > summary { display: none; }
form { display: grid; gap: 1.1rem; }
fieldset { border: 0; display: grid; align-content: start; gap: .1rem; min-width: 0; }
legend, .label { font-weight: 600; font-size: .84rem; padding: 0; margin-bottom: .3rem; display: block; }
fieldset label { display: flex; align-items: center; gap: .55rem; min-height: 1.9rem; cursor: pointer; }
fieldset .count { margin-left: auto; color: var(--soft); font-variant-numeric: tabular-nums; font-size: .84rem; }
input[type=checkbox] { width: 1.05rem; height: 1.05rem; accent-color: var(--accent); margin: 0; }
input[type=search], select { width: 100%; font: inherit; font-size: .94rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .45rem .65rem; min-height: 2.5rem; }
button { font: inherit; font-size: .9rem; color: var(--accent); background: none; border: 1px solid var(--line); border-radius: 8px; padding: .4rem .75rem; min-height: 2.5rem; cursor: pointer; }
button:hover { background: var(--code); }
.status { color: var(--soft); font-size: .92rem; padding-bottom: .9rem; }
.views { display: flex; gap: .4rem; padding-top: .9rem; }
.views button { border: 0; border-bottom: 3px solid transparent; border-radius: 0; color: var(--soft); padding: .45rem .8rem; }
.views button[aria-selected=true] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
.layout.plain { grid-template-columns: minmax(0, 1fr); }
main h2 { font-size: 1.1rem; margin: 1.6rem 0 .75rem; display: flex; align-items: center; gap: .5rem; }
main section:first-of-type h2 { margin-top: 0; }
.icon { width: 1em; height: 1em; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.breaking { --tone: var(--breaking); --tone-bg: var(--breaking-bg); }
.warning { --tone: var(--warning); --tone-bg: var(--warning-bg); }
.info { --tone: var(--info); --tone-bg: var(--info-bg); }
.good { --tone: var(--good); --tone-bg: var(--good-bg); }
.verdict .icon, h2 .icon { color: var(--tone); }
article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 10px; box-shadow: var(--shadow); padding: 1rem 1.15rem 1.1rem; margin-bottom: .9rem; }
article h3 { font-size: 1.02rem; line-height: 1.4; font-weight: 620; }
.tags { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; margin-bottom: .5rem; font-size: .8rem; }
.badge { display: inline-flex; gap: .35rem; align-items: center; color: var(--tone); background: var(--tone-bg); border-radius: 99px; padding: .12rem .6rem .14rem .5rem; font-weight: 600; }
.axis { border: 1px solid var(--line); border-radius: 99px; padding: .06rem .6rem .1rem; color: var(--soft); }
.axis b { color: var(--ink); font-weight: 600; }
.where { margin-top: .45rem; display: flex; flex-wrap: wrap; gap: .3rem .35rem; list-style: none; }
.where li, details.more li { font-size: .88rem; }
.operation { display: inline-block; background: var(--code); border-radius: 6px; padding: .1rem .5rem; }
.operation b { font-weight: 650; margin-right: .3em; }
details.more { margin-top: .35rem; font-size: .9rem; }
details.more ul { list-style: none; margin-top: .4rem; display: flex; flex-wrap: wrap; gap: .3rem .35rem; }
summary { cursor: pointer; color: var(--accent); width: fit-content; min-height: 1.75rem; }
.why { margin-top: .7rem; display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem .9rem; font-size: .94rem; }
.why dt { color: var(--soft); }
.sides { margin-top: .85rem; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .6rem; }
figure { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; min-width: 0; display: flex; flex-direction: column; }
figcaption { font-size: .8rem; color: var(--soft); padding: .3rem .7rem; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .1rem .6rem; justify-content: space-between; background: var(--card); }
figcaption b { color: var(--ink); }
figure pre { padding: .6rem .7rem; white-space: pre-wrap; flex: 1; line-height: 1.5; }
figure.before pre { background: var(--removed); }
figure.after pre { background: var(--added); }
figure .none { color: var(--soft); font-style: italic; font-family: inherit; font-size: .9em; }
.places { margin-top: .7rem; color: var(--soft); font-size: .82rem; }
.proof { margin-top: .6rem; font-size: .9rem; }
.proof pre { background: var(--code); border-radius: 8px; padding: .6rem .7rem; white-space: pre-wrap; margin-top: .3rem; }
.print { margin-top: .75rem; color: var(--soft); font-size: .82rem; }
.empty { background: var(--card); border: 1px dashed var(--line); border-radius: 10px; padding: 2rem; text-align: center; color: var(--soft); }
.list { list-style: none; display: grid; gap: .5rem; }
.list li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .75rem 1rem; }
.list p { color: var(--soft); font-size: .92rem; }
main a { color: var(--accent); }
.code { margin-bottom: 1.6rem; }
.code h3 { font-size: 1rem; margin: 1.1rem 0 .5rem; }
.files { list-style: none; display: grid; gap: .25rem; }
.files .count { color: var(--soft); font-size: .84rem; }
.code .list > li { border-left: 4px solid var(--tone, var(--line)); }
.line { background: var(--code); border-radius: 8px; padding: .6rem .7rem; white-space: pre-wrap; }
.line .number { color: var(--soft); user-select: none; }
mark { background: var(--tone-bg); color: inherit; border-bottom: 2px solid var(--tone); }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .85rem; padding: 1.25rem 0 2rem; }
[hidden] { display: none !important; }
@media (max-width: 56rem) {
  .layout { grid-template-columns: minmax(0, 1fr); gap: 1.25rem; }
  .filters { position: static; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
  .filters > summary { display: list-item; list-style-position: inside; width: auto; padding: .5rem .95rem; min-height: 2.75rem; line-height: 1.7rem; }
  form { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; padding: .5rem .95rem 1rem; }
  form .all { grid-column: 1 / -1; }
}
@media (max-width: 40rem) {
  .wide { padding-left: 1rem; padding-right: 1rem; }
  header { padding: 1rem 0; }
  h1 { font-size: 1.25rem; }
  .versions { font-size: .9rem; line-height: 1.4; }
  .verdict { gap: .4rem; margin-top: .8rem; }
  .verdict.five { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .verdict > div { padding: .35rem .5rem .4rem; }
  .verdict .icon { display: none; }
  .verdict dt { font-size: .78rem; }
  .verdict dd { font-size: 1.2rem; }
  .verdict .release dd { font-size: .9rem; line-height: 1.3; padding-top: .2rem; }
  .reason { font-size: .88rem; line-height: 1.4; margin-top: .7rem; }
  .layout { gap: .75rem; padding-top: .9rem; }
  .status { padding-bottom: .5rem; }
  main h2 { margin-bottom: .5rem; }
  article { padding: .8rem .9rem .9rem; }
  fieldset label { min-height: 2.4rem; }
  .sides { grid-template-columns: minmax(0, 1fr); }
  .why { grid-template-columns: minmax(0, 1fr); }
  .why dd + dt { margin-top: .35rem; }
}
@media print {
  .filters, .skip, .status, .views { display: none !important; }
  [role=tabpanel][hidden] { display: block !important; }
  .layout { display: block; }
  article { break-inside: avoid; box-shadow: none; }
}
`;

/** Without it, the page shows everything, without filters. */
export const script = `
"use strict";
const form = document.querySelector("form");
const folder = document.querySelector(".filters");
const isSmall = matchMedia("(max-width: 56rem)");
const status = document.querySelector("[role=status]");
const empty = document.querySelector(".empty.filtered");
const cards = [...document.querySelectorAll("article")];
const sections = [...document.querySelectorAll("section.group")];
const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
const groups = [...new Set([...form.querySelectorAll("input[type=checkbox]")].map(({ name }) => name))];
const choices = [...form.querySelectorAll("select")];
const chosen = (name) => new Set([...form.querySelectorAll("input[name=" + name + "]:checked")].map((box) => box.value));
function filter() {
  const words = form.elements.words.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const chosenOf = groups.map((name) => [name, chosen(name)]);
  let shown = 0;
  for (const card of cards) {
    const valuesOf = (name) => (card.dataset[name] || "").split(" ");
    const fits = chosenOf.every(([name, values]) => valuesOf(name).some((value) => values.has(value)))
      && choices.every(({ name, value }) => value === "" || valuesOf(name).includes(value))
      && words.every((word) => texts.get(card).includes(word));
    card.hidden = !fits;
    if (fits) shown++;
  }
  for (const section of sections) section.hidden = !section.querySelector("article:not([hidden])");
  empty.hidden = shown > 0;
  status.textContent = shown === cards.length ? "All " + shown + " findings shown" : shown + " of " + cards.length + " findings shown";
}
const fold = () => { folder.open = !isSmall.matches; };
folder.hidden = false;
isSmall.addEventListener("change", fold);
fold();
const tabs = [...document.querySelectorAll("[role=tab]")];
const panelOf = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
function choose(chosenTab) {
  for (const tab of tabs) {
    const isChosen = tab === chosenTab;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    panelOf(tab).hidden = !isChosen;
  }
  folder.hidden = !panelOf(chosenTab).querySelector("[role=status]");
  folder.parentElement.classList.toggle("plain", folder.hidden);
}
// What a link leads to may be in the other view, or filtered out.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const tab = target && tabs.find((each) => panelOf(each).contains(target));
  if (!tab) return;
  choose(tab);
  const card = target.closest("article");
  // The button of that name stands before the form's own method.
  if (card && card.hidden) { HTMLFormElement.prototype.reset.call(form); filter(); }
  target.scrollIntoView();
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}
for (const [index, tab] of tabs.entries()) {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    choose(next);
    next.focus();
  });
}
addEventListener("hashchange", reveal);
document.addEventListener("click", ({ target }) => { if (target.closest("a[href^='#']")) setTimeout(reveal); });
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(filter));
filter();
if (tabs.length > 0) {
  tabs[0].parentElement.hidden = false;
  choose(tabs[0]);
  reveal();
}
`;
