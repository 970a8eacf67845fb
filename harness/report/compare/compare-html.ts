import { safeText } from '../html/safe-text.js'
import { signs } from '../terminal-words.js'
import { changeNames, factNames } from './compare-text.js'
import type { Cell, Change, ComparedCase, Comparison } from './comparison.js'

/** Link to the report of each run as seen from the page, or undefined where there is none. */
export type Links = readonly (string | undefined)[]

const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'"

const light =
  '--bg:#fff;--panel:#f6f7f9;--ink:#1a1f26;--muted:#566070;--line:#d8dde4;--accent:#1a5bb8;--bad:#a8231c;--odd:#7a4f00;--good:#17673a;--open:#4a5563;--bad-bg:#fdecea;--good-bg:#e6f4ea'
const dark =
  '--bg:#14171c;--panel:#1b2027;--ink:#e6e9ee;--muted:#a5aebb;--line:#343c48;--accent:#86b7ff;--bad:#ff9a92;--odd:#f0bd60;--good:#84d6a0;--open:#b8c1cd;--bad-bg:#2c1a1b;--good-bg:#15241a'
const styles = `
:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
body{margin:0;padding:16px 20px 60px;background:var(--bg);color:var(--ink);font:14px/1.45 system-ui,sans-serif}
h1{font-size:22px;margin:0 0 8px;letter-spacing:-.01em}h2{font-size:16px;margin:22px 0 8px}
table{border-collapse:collapse}th,td{border-bottom:1px solid var(--line);padding:4px 10px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.wide{overflow-x:auto}thead th{white-space:nowrap}.matrix thead th{position:sticky;top:0;background:var(--panel)}
.matrix th[scope=row]{font:12.5px ui-monospace,Menlo,Consolas,monospace;font-weight:400}
.matrix th[scope=row] span{display:block;font:12.5px system-ui,sans-serif;color:var(--muted);max-width:44em}
.section th{background:var(--panel);font-size:12.5px;color:var(--muted)}
td a,td b{font-weight:600;white-space:nowrap}a{color:inherit;text-decoration-color:var(--muted)}
.pass{color:var(--good)}.fail,.error,td.worse{color:var(--bad)}td.better{color:var(--good)}.warn,.inconclusive{color:var(--odd)}.not-run,.not-applicable{color:var(--open)}
.quiet{color:var(--muted)}.reason{display:block;max-width:30em;font-size:12.5px;color:var(--muted)}
:focus-visible{outline:2px solid var(--accent)}
[hidden]{display:none}
.runs{border-top:1px solid var(--line)}.runs th{white-space:nowrap;font-weight:400;color:var(--muted)}.runs tr:first-child td{font-weight:600}
.matrix{width:100%}.matrix th[scope=row]{min-width:16em}.matrix td{min-width:7em}
.count{display:inline-block;padding:2px 10px;margin-right:4px;border:1px solid var(--line);border-radius:12px;background:var(--panel);font-weight:600}
.count.worse{color:var(--bad);border-color:var(--bad)}.count.better{color:var(--good);border-color:var(--good)}
select{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:5px;padding:4px 8px}
tr.worse{background:var(--bad-bg)}tr.better{background:var(--good-bg)}
@media print{label,select{display:none}}
`

/** Shows the rows of one kind of change, all that differ, or all; a section goes with its last row. */
const script = `const choice=document.getElementById('show'),table=document.getElementById('matrix');
const show=()=>{for(const body of table.tBodies){let some=false;for(const row of body.rows){if(row.classList.contains('section'))continue;
const is=choice.value==='all'||(choice.value==='differs'?!row.classList.contains('same'):row.classList.contains(choice.value));row.hidden=!is;some=some||is}
body.hidden=!some}};choice.addEventListener('change',show);show();`

/** The comparison as one self-contained page; each verdict leads to its case in the report of its run. */
export function comparisonHtml(comparison: Comparison, links: Links): string {
  const { kind, runs, counts, cases } = comparison
  const title = kind === 'history' ? `${runs[0]?.facts.device ?? ''}: what changed` : 'Devices side by side'
  const told = Object.entries(counts).filter(([, number]) => number > 0)
  const words = told
    .map(
      ([change, number]) => `<span class="count ${change}">${number} ${changeNames[change as Change]}</span>`,
    )
    .join(' ')
  const choices = told
    .filter(([change]) => change !== 'same')
    .map(
      ([change, number]) => `<option value="${change}">${changeNames[change as Change]} (${number})</option>`,
    )
    .join('')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${html(title)}: pmipspec comparison</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
<p class="counts">${words}</p>
${runsTable(comparison, links)}
<h2 id="cases">Cases</h2>
<p><label for="show">Show</label> <select id="show"><option value="differs">what differs</option>${choices}<option value="all">all</option></select></p>
<div class="wide" tabindex="0" role="region" aria-labelledby="cases">
<table class="matrix" id="matrix">
<thead><tr><th scope="col">Case</th>${runs.map(({ letter, facts }) => `<th scope="col">${letter} <span class="quiet">${html(facts.device ?? '')}</span></th>`).join('')}${kind === 'history' ? '<th scope="col">Change</th>' : ''}</tr></thead>
${sections(cases)
  .map((members) => sectionRows(members, comparison, links))
  .join('\n')}
</table>
</div>
</main>
<script>${script}</script>
</body>
</html>
`
}

function runsTable({ runs, differs }: Comparison, links: Links): string {
  const row = (name: string, cells: readonly string[]) =>
    `<tr><th scope="row">${html(name)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  const head = runs.map(({ letter, folder }, i) => {
    const link = links[i]
    const text = `${letter} ${html(folder)}`
    return link === undefined ? text : `<a href="${html(link)}">${text}</a>`
  })
  return `<h2>Runs</h2>
<div class="wide" tabindex="0" role="region" aria-label="Runs"><table class="runs">
${row('run', head)}
${row(
  'started',
  runs.map(
    ({ started, complete }) =>
      html(started.replace(/^(\S+)T(\S+?)(?:\.\d+)?Z$/, '$1 $2 UTC')) +
      (complete ? '' : ' <b class="fail">did not end</b>'),
  ),
)}
${differs
  .map((fact) =>
    row(
      factNames[fact],
      runs.map(({ facts }) => html(facts[fact] ?? 'none')),
    ),
  )
  .join('\n')}
${row(
  'verdicts',
  runs.map(({ totals }) =>
    Object.entries(totals)
      .filter(([, n]) => n > 0)
      .map(([v, n]) => `<span class="${v}">${n} ${v}</span>`)
      .join(', '),
  ),
)}
</table></div>`
}

/** Cases come in the order of their sections. */
function sections(cases: readonly ComparedCase[]): readonly (readonly ComparedCase[])[] {
  const groups = new Map<string, ComparedCase[]>()
  for (const each of cases) {
    const group = groups.get(each.section)
    if (group === undefined) groups.set(each.section, [each])
    else group.push(each)
  }
  return [...groups.values()]
}

function sectionRows(members: readonly ComparedCase[], { kind, runs }: Comparison, links: Links): string {
  const columns = runs.length + (kind === 'history' ? 2 : 1)
  const same = members.every(({ change }) => change === 'same')
  const rows = members.map(({ id, title, cells, change, restated }) => {
    const note =
      restated.length === 0
        ? ''
        : `<span class="reason">its ${restated.join(' and ')} changed in the suite</span>`
    const last = kind === 'history' ? `<td class="${change}">${changeNames[change]}${note}</td>` : ''
    return `<tr class="${change}"><th scope="row">${html(id)}<span>${html(title)}</span></th>${cells.map((cell, i) => cellHtml(cell, id, change === 'same' ? undefined : cell?.reason, links[i])).join('')}${last}</tr>`
  })
  return `<tbody><tr class="section${same ? ' same' : ''}"><th colspan="${columns}" scope="rowgroup">${html(members[0]?.section ?? '')}</th></tr>
${rows.join('\n')}</tbody>`
}

function cellHtml(
  cell: Cell | null,
  id: string,
  reason: string | undefined,
  link: string | undefined,
): string {
  if (cell === null) return '<td class="quiet">not in this run</td>'
  const text = `<span aria-hidden="true">${signs[cell.verdict]}</span> ${cell.verdict}`
  const shown =
    link === undefined
      ? `<b class="${cell.verdict}">${text}</b>`
      : `<a class="${cell.verdict}" href="${html(`${link}#${encodeURIComponent(id)}`)}">${text}</a>`
  return `<td>${shown}${reason === undefined ? '' : `<span class="reason">${html(reason)}</span>`}</td>`
}

/** Text for content and quoted attributes. */
function html(text: string): string {
  return safeText(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
