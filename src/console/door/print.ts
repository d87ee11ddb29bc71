import { html } from 'ghtml'
import type { Locale } from '../../kit/texts.js'

export const PRINT_STYLE = `
body { font: 14px/1.5 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; margin: 1.5rem; color: #000; }
h1 { font-size: 1.3rem; margin: 0 0 .8rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #777; padding: .4rem .5rem; text-align: left; }
th { background: #eee; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
@page { margin: 12mm; }
@media print { body { margin: 0; } }
`

/** The list of names on paper, with numbered rows. */
export function printPage(title: string, rows: readonly (readonly string[])[], locale: Locale): string {
  const [headings = [], ...people] = rows
  return html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${title}</title><style>!${PRINT_STYLE}</style></head>
<body><h1>${title}</h1>
<div class="wide"><table><thead><tr><th>#</th>!${headings.map((each) => html`<th>${each}</th>`)}</tr></thead>
<tbody>!${people.map((row, n) => html`<tr><td>${n + 1}</td>!${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>
</body></html>`
}
