import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Proof, ProvenCase, ProvenDefect } from '../run/prove/proof.js'
import { usage } from './options.js'
import { packageRoot } from './package-root.js'
import { proofSentence, wordKillers } from './prove-text.js'

const matrixFile = 'harness/catalogue/proof.md'
const marked = /<!-- proof -->.*?<!-- \/proof -->/s

/** Writes the matrix, and the sentence that sums it up into the README between its marks. */
export function writeProof(proof: Proof): void {
  const file = join(packageRoot, matrixFile)
  if (!existsSync(dirname(file)))
    throw usage(
      `--write: ${matrixFile} belongs to a checkout of the project, and this is an installed package`,
    )
  writeFileSync(file, matrix(proof))
  const readme = join(packageRoot, 'README.md')
  const badge = `<!-- proof -->**Proof:** ${proofSentence(proof)} (\`pmipspec prove\`).<!-- /proof -->`
  writeFileSync(
    readme,
    readFileSync(readme, 'utf8').replace(marked, () => badge),
  )
}

function matrix(proof: Proof): string {
  return `# Kill matrix

Written by \`pmipspec prove --write\`: which case finds which defect of the reference devices.
${proofSentence(proof)}.

## Defects

| Defect | Breaks | What it does | Found by |
|---|---|---|---|
${proof.defects.map(defectRow).join('\n')}

## Cases

| Case | Finds |
|---|---|
${proof.cases.map(caseRow).join('\n')}
`
}

function defectRow(defect: ProvenDefect): string {
  const { role, name, breaks, what } = defect
  return `| ${role} \`${name}\` | ${breaks.join(', ')} | ${what} | ${wordKillers(defect)} |`
}

function caseRow({ id, finds }: ProvenCase): string {
  const named = finds.slice(0, 6).map((name) => `\`${name}\``)
  return `| ${id} | ${named.join(', ') || 'none'}${finds.length > 6 ? ` and ${finds.length - 6} more` : ''} |`
}
