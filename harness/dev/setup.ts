import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What tests need beyond npm: program, and the Debian/Ubuntu package that brings it. */
const NEEDED = [
  { program: 'tshark', package: 'tshark' },
  { program: 'tcpdump', package: 'tcpdump' },
  { program: 'xmllint', package: 'libxml2-utils' },
  { program: 'ip', package: 'iproute2' },
  { program: 'nft', package: 'nftables' },
  { program: 'chromium', package: 'chromium' },
  { program: 'unshare', package: 'util-linux' },
  { program: 'setpriv', package: 'util-linux' },
] as const

export function isInstalled(program: string): boolean {
  return ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']
    .concat((process.env.PATH ?? '').split(':'))
    .some((folder) => existsSync(`${folder}/${program}`))
}

/** Installs what is missing where it may (root, apt-get); elsewhere says which command would. */
export function installTools(say: (line: string) => void): void {
  const missing = NEEDED.filter(({ program }) => !isInstalled(program))
  if (missing.length === 0) return
  const packages = [...new Set(missing.map((m) => m.package))]
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    say(
      `missing: ${missing.map((m) => m.program).join(', ')}; tests that need them are skipped. To install: sudo ${command}`,
    )
    return
  }
  say(`installing ${packages.join(', ')}`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const line of ['apt-get update', command]) {
    const [program = '', ...args] = line.split(' ')
    const done = spawnSync(program, args, { env: environment, encoding: 'utf8' })
    if (done.status !== 0)
      say(`${line} failed: ${(done.stderr || String(done.error ?? '')).trim().split('\n').at(-1)}`)
  }
}
