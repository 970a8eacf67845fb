import { gzipSync } from 'node:zlib'
import type { Run } from '../../model/index.js'
import { writeAtomically } from '../atomic.js'
import { linkModules } from './link-modules.js'
import { packetTables } from './packet-table.js'
import { page } from './page.js'
import { type DataOptions, reportData } from './report-data.js'
import { scriptJson } from './safe-text.js'
import { atWireTimes } from './wire-times.js'

/** Writes `report.html`: one file that needs nothing else, and asks no network for anything. */
export async function writeHtml(run: Run, file: string, options: DataOptions = {}): Promise<void> {
  await writeAtomically(file, htmlReport(run, options))
}

/** The whole page. The same run gives the same octets. */
export function htmlReport(run: Run, options: DataOptions = {}): string {
  const { table, answers } = packetTables(atWireTimes(run))
  const data = reportData(run, answers, options)
  return page({
    headline: data.headline,
    data: scriptJson(data),
    packets: gzipSync(JSON.stringify(table), { level: 7 }).toString('base64'),
    script: linkModules(new URL('./browser/main.js', import.meta.url)),
  })
}
