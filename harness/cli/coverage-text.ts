import { type Coverage, reasonText, states, type Test, totals } from './coverage.js'
import { count, wrap } from './layout.js'

export const snapshotFile = 'harness/catalogue/coverage.txt'
export const snapshotCommand = 'npx pmipspec requirements --snapshot'

/** The file that shows a change of coverage in review: one line for each row and role. */
export function snapshot(rows: readonly Coverage[]): string {
  const lines = rows.map((row) => {
    const by = row.cases.length > 0 ? row.cases.join(' ') : reasonText(row.untested)
    return `${row.id} ${row.role} ${row.level}: ${by}`
  })
  return `# What tests each requirement, or why nothing does. Written by: ${snapshotCommand}\n${lines.join('\n')}\n`
}

/** A row with its text and what tests it. */
export function rowText(row: Coverage, width: number): string {
  const by = row.cases.length > 0 ? `tested by ${row.cases.join(', ')}` : reasonText(row.untested)
  return [
    wrap(`${row.id}  ${row.role.toUpperCase()}  ${row.level}  RFC ${row.rfc} §${row.section}`, width, 4),
    wrap(`  ${row.text}`, width, 4),
    wrap(`  ${by}`, width, 4),
  ].join('\n')
}

/** The other way round: what each case is held against. */
export function caseText({ id, requirements }: Test, width: number): string {
  return wrap(`${id}  ${requirements.join(', ')}`, width, 4)
}

/** One line for each RFC and role. */
export function totalsText(rows: readonly Coverage[], width: number): string {
  return totals(rows)
    .map(({ rfc, role, rows: of, counts }) => {
      const parts = states.filter((state) => counts[state] > 0).map((state) => `${counts[state]} ${state}`)
      return wrap(`RFC ${rfc} ${role.toUpperCase()}  ${count(of, 'row')}: ${parts.join(', ')}`, width, 4)
    })
    .join('\n')
}
