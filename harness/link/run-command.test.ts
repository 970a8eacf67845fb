import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'chai'
import { runCommand } from './run-command.js'

const limits = { directory: tmpdir(), ms: 60_000, mebibytes: 1 }

async function refusal(words: readonly string[], changes: Partial<typeof limits> = {}): Promise<string> {
  try {
    await runCommand(words, { ...limits, ...changes })
    return 'ended well'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await delay(20)
  }
  return false
}

describe('a command of the lab', () => {
  it('gives what it printed, and has no input', async () => {
    const { stdout, stderr } = await runCommand(['sh', '-c', 'cat; echo out; echo err >&2'], limits)
    expect([stdout, stderr]).to.deep.equal(['out\n', 'err\n'])
  })

  it('takes along what it has started when its time is over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pmipspec-command-'))
    try {
      const words = ['sh', '-c', 'sleep 60 & echo $! >pid; wait']
      const why = await refusal(words, { ms: 3000, directory: folder })
      expect(why).to.equal('did not end within 3 s and was stopped')
      const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
      expect(await isGone(pid), `process ${pid}`).to.equal(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is not waited for when it left something running that holds its output', async () => {
    const { stdout } = await runCommand(['sh', '-c', 'sleep 600 & echo $!'], limits)
    process.kill(Number(stdout)) // still there: it is the command's to keep, and ours to end here
  })

  it('is told apart: not there, not executable, too much, an exit code, a signal', async () => {
    expect(await refusal(['./nothing-here'])).to.contain('was not found')
    expect(await refusal(['/etc/passwd'])).to.equal('is not executable: chmod +x it')
    expect(await refusal(['yes'])).to.equal('printed more than 1 MiB and was stopped')
    expect(await refusal(['sh', '-c', 'echo no >&2; exit 3'])).to.equal(
      'ended with exit code 3, saying: "no"',
    )
    expect(await refusal(['sh', '-c', 'kill -9 $$'])).to.equal('ended with a signal')
  })
})
