import { readFileSync } from 'node:fs'

/**
 * Joins a compiled module and all that it imports to one script without imports, dependencies first. Works for modules
 * whose top-level names differ from each other's and that export declarations only; anything else is an error here
 * rather than a broken page.
 */
export function linkModules(entry: URL): string {
  const seen = new Set<string>()
  const parts: string[] = []
  const add = (url: URL) => {
    if (seen.has(url.href)) return
    seen.add(url.href)
    const text = readFileSync(url, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
    const body = text.replace(importLine, (_, specifier: string) => {
      add(new URL(specifier, url))
      return ''
    })
    parts.push(body.replace(/^export (?=(?:async function|function|const|let|class)\b)/gm, '').trim())
  }
  add(entry)
  const script = parts.join('\n').replace(/^export \{\};?$/gm, '')
  const left = /^(?:import|export)\b.*$/m.exec(script) ?? /<\/script|<!--/i.exec(script)
  if (left !== null) throw new Error(`cannot stand in a script element: ${left[0]}`)
  return script
}

const importLine = /^import\s+(?:[\w*{},\s]+?\s+from\s+)?'(\.{1,2}\/[^']+)';?$/gm
