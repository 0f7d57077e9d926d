/** Colours, type, and what stands around each page. Contrast of text is 4.5 or more in both schemes. */
export const FRAME_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f8; --card: #fff; --ink: #1c2226; --soft: #55606a; --line: #d9dee2; --strong: #8a949d;
  --accent: #0b6b45; --accent-ink: #fff; --accent-soft: #e4f2eb; --mark: #ffe58a; --mark-ink: #1c2226;
  --in: #fff; --out: #dff3e6; --line-own: #b9eca0; --works-own: #d8e9ff; --warn: #a3260f; --warn-soft: #fdeeea;
  --good: #0b6b45; --wait: #7a5300;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181b; --card: #1d2327; --ink: #e8ecef; --soft: #a9b4bd; --line: #343d44; --strong: #76828c;
    --accent: #6fd3a2; --accent-ink: #0d1a13; --accent-soft: #1f3329; --mark: #6b5a12; --mark-ink: #fff;
    --in: #262e33; --out: #1f3a2d; --line-own: #2b4a22; --works-own: #21364f; --warn: #ff9d87; --warn-soft: #3a231e;
    --good: #6fd3a2; --wait: #e8c069;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink); line-height: 1.65; font-size: 15px;
  font-family: system-ui, -apple-system, "Segoe UI", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic UI",
    "Noto Sans CJK JP", "Noto Sans JP", Meiryo, sans-serif;
  overflow-wrap: anywhere; line-break: strict;
}
a { color: var(--accent); text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main:focus { outline: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: .5rem; top: .5rem; z-index: 2; padding: .5rem 1rem; background: var(--card); }
.top {
  display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: center; padding: 0 1.5rem;
  background: var(--card); border-bottom: 1px solid var(--line);
}
.top .name { margin: .75rem 0; font-weight: 700; letter-spacing: .02em; }
.top .name a { color: inherit; text-decoration: none; }
.tabs { flex: 1 1 24rem; }
.tabs ul { display: flex; flex-wrap: wrap; gap: 0 .25rem; list-style: none; margin: 0; padding: 0; }
.tabs a { display: block; padding: .8rem .7rem .65rem; color: var(--soft); text-decoration: none; border-bottom: 3px solid transparent; }
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 600; }
.account { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; font-size: .9rem; padding: .4rem 0; }
.account .who { color: var(--soft); }
main { display: block; max-width: 72rem; margin: 0 auto; padding: 1.25rem 1.5rem 3rem; }
main.notice { max-width: 36rem; margin-top: 8vh; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h1 { font-size: 1.45rem; line-height: 1.35; margin: .25rem 0 1rem; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .6rem; }
h3 { font-size: 1rem; margin: 1rem 0 .5rem; }
.lead, .hint, .small { color: var(--soft); }
.lead { margin: -.5rem 0 1rem; max-width: 46rem; }
.hint, .small { font-size: .85rem; margin: .25rem 0; }
.foot { max-width: 72rem; margin: 0 auto; padding: 0 1.5rem 1.5rem; color: var(--soft); font-size: .85rem; }
button, .button {
  font: inherit; font-weight: 600; padding: .5rem 1.2rem; border-radius: 8px; border: 1px solid var(--accent);
  background: var(--accent); color: var(--accent-ink); cursor: pointer; text-decoration: none; display: inline-block;
}
button.plain { background: none; border: 0; color: var(--accent); font-weight: 400; padding: 0; text-decoration: underline; text-underline-offset: .18em; }
button.plain:focus-visible { outline-offset: 4px; }
code, pre { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: .85em; }
code { color: var(--soft); word-break: break-all; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: .6rem .75rem; background: var(--page); border: 1px solid var(--line); border-radius: 6px; }
mark { background: var(--mark); color: var(--mark-ink); border-radius: 3px; padding: 0 .1em; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
`;
