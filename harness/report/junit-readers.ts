import { SaxesParser } from 'saxes'

/**
 * For tests: what Jenkins, GitLab, Azure Pipelines and the GitHub actions make of a JUnit file, by their own rules and
 * apart from the code that writes and checks it.
 */

export interface Node {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Node[]
  text: string
}

/** The document as a tree; throws on anything a strict parser refuses. */
export function parseXml(xml: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' }
  const stack = [root]
  const parser = new SaxesParser({})
  const addText = (text: string) => {
    const top = stack.at(-1)
    if (top !== undefined) top.text += text
  }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes, children: [], text: '' }
    stack.at(-1)?.children.push(node)
    stack.push(node)
  })
  parser.on('closetag', () => void stack.pop())
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.write(xml).close()
  const top = root.children[0]
  if (top === undefined) throw new Error('empty document')
  return top
}

export function all(node: Node, name: string): readonly Node[] {
  return [...(node.name === name ? [node] : []), ...node.children.flatMap((child) => all(child, name))]
}

const outcomes = ['failure', 'error', 'skipped']

export interface JenkinsCase {
  readonly package: string
  readonly classname: string
  readonly name: string
  readonly outcome: string
  readonly message: string
}

/** Jenkins: package before the last dot; `skipped` wins, then `error`; message attribute or text. */
export function jenkins(xml: string): readonly JenkinsCase[] {
  return all(parseXml(xml), 'testcase').map((node) => {
    const found = ['skipped', 'error', 'failure']
      .map((name) => node.children.find((child) => child.name === name))
      .find((child) => child !== undefined)
    const classname = node.attributes.classname ?? ''
    return {
      package: classname.slice(0, Math.max(0, classname.lastIndexOf('.'))) || '(root)',
      classname,
      name: node.attributes.name ?? '',
      outcome: found?.name ?? 'passed',
      message: found?.attributes.message ?? found?.text ?? '',
    }
  })
}

/** GitLab: the first of each classname and name; text content only; the output of failed cases. */
export function gitlab(
  xml: string,
): ReadonlyMap<string, { readonly status: string; readonly output: string }> {
  const cases = new Map<string, { status: string; output: string }>()
  for (const node of all(parseXml(xml), 'testcase')) {
    const key = `${node.attributes.classname}\n${node.attributes.name}`
    const found = node.children.find((child) => outcomes.includes(child.name))
    if (!cases.has(key)) cases.set(key, { status: found?.name ?? 'success', output: found?.text ?? '' })
  }
  return cases
}

/** What Jenkins keeps of the output of a case: both ends, of a passing one very little. */
export function keptByJenkins(node: Node): string {
  const text = node.children.find((child) => child.name === 'system-out')?.text ?? ''
  const isFailed = node.children.some(({ name }) => name === 'failure' || name === 'error')
  const end = isFailed ? 50_000 : 500
  return text.length <= 2 * end
    ? text
    : `${text.slice(0, end)}\n...[truncated ${text.length - 2 * end} chars]...\n${text.slice(-end)}`
}

export interface ShownCase {
  readonly name: string
  readonly outcome: string
  readonly message: string
}

/** Azure Pipelines: failure and error are both failed; the message attribute, then the text. */
export function azure(xml: string): readonly ShownCase[] {
  return all(parseXml(xml), 'testcase').map((node) => {
    const failed = node.children.find(({ name }) => name === 'failure' || name === 'error')
    const skipped = node.children.find(({ name }) => name === 'skipped')
    const name = (node.attributes.name ?? '').slice(0, 512)
    if (failed !== undefined)
      return { name, outcome: 'Failed', message: `${failed.attributes.message ?? ''}\n${failed.text}` }
    return skipped === undefined
      ? { name, outcome: 'Passed', message: '' }
      : { name, outcome: 'NotExecuted', message: skipped.attributes.message ?? '' }
  })
}

/** The actions of GitHub: what each puts into its annotation. EnricoMi: the worst wins; mikepenz: message, or two lines. */
export function github(xml: string): readonly (ShownCase & { readonly annotation: string })[] {
  return all(parseXml(xml), 'testcase').map((node) => {
    const [worst] = ['error', 'failure', 'skipped'].flatMap((name) =>
      node.children.filter((child) => child.name === name),
    )
    const message = worst?.attributes.message ?? ''
    const annotation = message === '' ? (worst?.text ?? '').split('\n').slice(0, 2).join('\n') : message
    return { name: node.attributes.name ?? '', outcome: worst?.name ?? 'success', message, annotation }
  })
}

/** Each path that the Jenkins attachments plugin, GitLab or Azure would copy, by case. */
export function attachments(xml: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const node of all(parseXml(xml), 'testcase')) {
    const text = all(node, 'system-out').map((output) => output.text)
    const bodies = node.children.filter((child) => outcomes.includes(child.name)).map((child) => child.text)
    const orders = [...text, ...bodies].flatMap((each) => [...each.matchAll(/\[\[ATTACHMENT\|(.+?)\]\]/gi)])
    if (orders.length > 0)
      found.set(
        node.attributes.name ?? '',
        orders.map((order) => order[1] ?? ''),
      )
  }
  return found
}

/** What would make one of the readers drop, crash or miscount; empty when all four take the file. */
export function complaints(xml: string): readonly string[] {
  const root = parseXml(xml)
  const names = all(root, 'testcase').map((node) => `${node.attributes.classname}|${node.attributes.name}`)
  return [
    ...(new Set(names).size === names.length ? [] : ['GitLab drops a case of the same name']),
    ...(Buffer.byteLength(xml) < 30_000_000 ? [] : ['GitLab refuses the file']),
    ...all(root, 'testsuite').flatMap(suiteComplaints),
    ...all(root, 'testcase').flatMap(caseComplaints),
    ...counterComplaints(root),
  ]
}

function suiteComplaints(suite: Node): readonly string[] {
  return [
    ...(suite.attributes.name ? [] : ['dorny crashes without a suite name']),
    ...(all(suite, 'testcase').length > 0 ? [] : ['Jenkins drops a suite without cases']),
    ...(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(suite.attributes.timestamp ?? '') ? [] : ['timestamp is not UTC']),
    ...counterComplaints(suite),
  ]
}

function caseComplaints(node: Node): readonly string[] {
  const { name = '', classname = '', time = '' } = node.attributes
  const elements = node.children.filter((child) => outcomes.includes(child.name))
  const texts = node.children.filter((child) => Buffer.byteLength(child.text) > 100_000)
  return [
    ...(name === '' || classname === '' ? ['a case without a name'] : []),
    ...(name.length <= 200 ? [] : [`${name}: too long`]),
    ...(classname.split('.').length === 4 ? [] : [`${classname}: a dot that parts nothing`]),
    ...(/^\d+(\.\d{1,3})?$/.test(time) ? [] : [`${name}: time ${time}`]),
    ...(elements.length <= 1 ? [] : [`${name}: ${elements.length} outcomes`]),
    ...elements.filter((each) => each.text.trim() === '').map(() => `${name}: GitLab shows no reason`),
    ...texts.map((each) => `${name}: ${each.name} is too large`),
  ]
}

/** EnricoMi takes the counters as they stand. */
function counterComplaints(node: Node): readonly string[] {
  const cases = all(node, 'testcase')
  const having = (name: string) =>
    cases.filter((each) => each.children.some((child) => child.name === name)).length
  const counted = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  }
  return Object.entries(counted)
    .filter(([name, number]) => node.attributes[name] !== String(number))
    .map(([name, number]) => `${node.name} ${name}=${node.attributes[name]} where ${number} are`)
}
