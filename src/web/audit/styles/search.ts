/** Forms, results and tables. */
export const SEARCH_STYLE = `
form.search {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .75rem 1rem; align-items: start;
  padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px;
}
.field { min-width: 0; }
.field-q { grid-column: 1 / -1; }
.field label { display: block; font-size: .85rem; font-weight: 600; margin-bottom: .2rem; }
.field input, .field select {
  width: 100%; font: inherit; padding: .45rem .6rem; color: var(--ink); background: var(--page);
  border: 1px solid var(--strong); border-radius: 8px; min-height: 2.5rem;
}
[aria-invalid=true] { border-color: var(--warn); border-width: 2px; }
form.search .actions { grid-column: 1 / -1; display: flex; gap: 1.25rem; align-items: center; margin: 0; }
.faults, .fault { color: var(--warn); }
.faults { border: 1px solid var(--warn); background: var(--warn-soft); border-radius: 8px; padding: .6rem 1rem; margin: 0 0 1rem; }
.faults h2 { margin: .2rem 0 .4rem; }
.faults ul { margin: 0; padding-left: 1.2rem; }
.count { color: var(--soft); margin: 0 0 .5rem; }
.hits { list-style: none; margin: 0; padding: 0; display: grid; gap: .6rem; }
.hit { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--strong); border-radius: 8px; padding: .7rem 1rem; }
.hit.out { border-left-color: var(--accent); }
.hit p { margin: 0; }
.hit .about { font-size: .87rem; color: var(--soft); display: flex; flex-wrap: wrap; gap: .1rem .7rem; }
.hit .parties { color: var(--ink); font-weight: 600; }
.hit .text { margin: .3rem 0; }
.hit .more { font-size: .87rem; }
.text { white-space: pre-wrap; margin: 0; }
.text.erased { color: var(--soft); font-style: italic; }
.outcome { color: var(--soft); }
.outcome-sent, .outcome-ok, .outcome-available { color: var(--good); }
.outcome-failed, .outcome-refused, .outcome-exhausted, .outcome-expired { color: var(--warn); }
.outcome-uncertain, .outcome-held, .outcome-relayed, .outcome-retrying { color: var(--wait); }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .5rem .8rem; border-bottom: 1px solid var(--line); }
th { font-size: .8rem; color: var(--soft); font-weight: 600; background: var(--card); white-space: nowrap; }
tbody tr:last-child td { border-bottom: 0; }
td p { margin: 0; }
.paging ul { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0; }
.paging a { display: block; padding: .4rem 1rem; border: 1px solid var(--strong); border-radius: 8px; text-decoration: none; background: var(--card); }
.fields { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .25rem 1.25rem; }
.fields > div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: .25rem 1rem; padding: .55rem 0; border-bottom: 1px solid var(--line); }
.fields > div:last-child { border-bottom: 0; }
.fields dt { color: var(--soft); font-size: .88rem; }
.fields dd { margin: 0; min-width: 0; }
.fields ul { margin: 0; padding-left: 1.1rem; }
.followed { padding-left: 1.5rem; }
@media (max-width: 50rem) {
  body { font-size: 16px; }
  .top { padding: 0 1rem; }
  .top .name { margin: .5rem 0; }
  .account { order: 1; margin-left: auto; }
  .tabs { order: 2; flex-basis: 100%; margin: 0 -.6rem .3rem; }
  .tabs a { padding: .25rem .6rem; }
  main, .foot { padding-left: 1rem; padding-right: 1rem; }
  main.notice { margin: 1rem; }
  form.search { grid-template-columns: repeat(2, minmax(0, 1fr)); padding: .9rem 1rem; }
  .fields > div { grid-template-columns: minmax(0, 1fr); }
  table.entries, table.entries tbody, table.entries tr, table.entries td { display: block; }
  table.entries thead { display: none; }
  table.entries tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  table.entries td { border: 0; padding: .1rem 1rem; }
  table.entries td:empty, table.entries td:has(> bdi:only-child:empty) { display: none; }
  table.entries td::before { content: attr(data-label) "  "; font-size: .8rem; color: var(--soft); }
}
@media (max-width: 26rem) {
  form.search { grid-template-columns: minmax(0, 1fr); }
}
`;
