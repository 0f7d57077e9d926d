/** On paper: white, without what is only for pressing; nothing is cut between two pages. */
export const PRINT_STYLE = `
@media print {
  @page { margin: 16mm 14mm; }
  :root {
    --page: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --strong: #777; --accent: #000;
    --accent-soft: #fff; --in: #fff; --out: #f2f2f2; --line-own: #f2f2f2; --works-own: #f2f2f2; --mark: #ddd; --mark-ink: #000;
    --warn: #000; --good: #000; --wait: #000;
    color-scheme: light;
  }
  body { font-size: 10pt; background: #fff; }
  .tabs, .skip, .paging, .views, .take, form, .account a, .file-open, .card-button, .hit-mark { display: none; }
  .on-paper { display: block; margin: 0 0 3mm; }
  .top { padding: 0 0 2mm; border-bottom: 1px solid #000; justify-content: space-between; }
  .top .name { margin: 0; }
  main, .foot { max-width: none; padding: 2mm 0; }
  a { color: inherit; text-decoration: none; }
  .talk { max-width: none; gap: 3mm; }
  .message, .event, .hit, .file, tr, .fields > div, .look { break-inside: avoid; }
  h1, h2, h3, .day { break-after: avoid; }
  .bubble { border-color: #777; }
  .hit-here .bubble { outline: 2px solid #000; }
  .wide, .hit, .fields, .charge { overflow: visible; border-radius: 0; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
  .file video, .file audio { display: none; }
  .file img { max-height: 60mm; }
}
`;
