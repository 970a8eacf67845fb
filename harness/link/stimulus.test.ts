import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import type { Profile } from '../model/index.js'
import { Operator } from './operator.js'
import { Stimuli, StimulusEnded, StimulusError, StimulusMissing, StimulusSkipped } from './stimulus.js'

const node = 'mn-1@example.net'
const nobody = () => new Operator(new PassThrough(), new PassThrough())

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('it did not fail')
}

describe('stimuli', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pmipspec-stimulus-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const stimuli = (stimulus: Profile['stimulus'], limitMs?: number) =>
    new Stimuli({ stimulus, directory }, nobody(), limitMs)

  describe('by command', () => {
    it('start it in the folder of the profile, with the node in its arguments, and keep what it prints', async () => {
      const attach = ['sh', '-c', 'echo "attach $0" > told; echo done', '{node}']
      expect(await stimuli({ attach }).give('attach', { node })).to.deep.equal({
        what: `attach mobile node ${node}`,
        output: 'done',
      })
      expect(readFileSync(join(directory, 'told'), 'utf8')).to.equal(`attach ${node}\n`)
    })

    it('know no shell: a name is never more than an argument', async () => {
      const attach = ['printf', '%s', '{node}']
      const { output } = await stimuli({ attach }).give('attach', { node: '$(echo x); `y` "z"' })
      expect(output).to.equal('$(echo x); `y` "z"')
    })

    it('reach a MAG that reads a FIFO', async () => {
      const fifo = join(directory, 'orders')
      execFileSync('mkfifo', [fifo])
      writeFileSync(join(directory, 'mag.sh'), '#!/bin/sh\nread -r line < orders; echo "$line" > heard\n', {
        mode: 0o755,
      })
      const mag = stimuli({ refresh: ['./mag.sh', '{node}'] }).give('refresh', { node })
      await stimuli({ 'path-down': ['sh', '-c', 'echo "path-down $0" > orders', '{path}'] }).give(
        'path-down',
        {
          path: 'lte',
        },
      )
      await mag
      expect(readFileSync(join(directory, 'heard'), 'utf8')).to.equal('path-down lte\n')
    })

    it('that end with another code than 0 are the lab’s fault, in one sentence', async () => {
      const attach = ['sh', '-c', 'echo no such node >&2; exit 1', '{node}']
      const error = await failure(stimuli({ attach }).give('attach', { node }))
      expect(error).to.be.instanceOf(StimulusError)
      expect(error.message).to.equal(
        `stimulus.attach command "sh -c echo no such node >&2; exit 1 ${node}" ended with exit code 1, saying: "no such node"`,
      )
    })

    it('that hang are stopped', async () => {
      const attach = ['sh', '-c', 'exec sleep 30', '{node}']
      const error = await failure(stimuli({ attach }, 100).give('attach', { node }))
      expect(error).to.be.instanceOf(StimulusError)
      expect(error.message).to.contain('did not end within 0.1 s and was stopped')
    })

    it('that are not there or not executable say so', async () => {
      const missing = await failure(stimuli({ attach: ['./mag-ctl', '{node}'] }).give('attach', { node }))
      expect(missing.message).to.contain('was not found')
      writeFileSync(join(directory, 'mag-ctl'), '#!/bin/sh\n', { mode: 0o644 })
      const forbidden = await failure(stimuli({ attach: ['./mag-ctl', '{node}'] }).give('attach', { node }))
      expect(forbidden.message).to.contain('is not executable')
    })

    it('do not wait for input', async () => {
      const attach = ['sh', '-c', 'cat; echo read', '{node}']
      expect((await stimuli({ attach }).give('attach', { node })).output).to.equal('read')
    })
  })

  it('that nobody has configured say what to configure', async () => {
    const error = await failure(stimuli({}).give('path-down', { path: 'lte' }))
    expect(error).to.be.instanceOf(StimulusMissing)
    expect(error.message).to.equal(
      'nothing tells how to take path lte of the MAG down: configure stimulus.path-down in the profile, a command such as [./mag-ctl, path-down, "{path}"], or [manual]',
    )
  })

  describe('over a socket', () => {
    async function answered(
      answer: string,
      give = (told: Stimuli): Promise<unknown> => told.give('attach', { node }),
    ): Promise<{ readonly heard: string; readonly error?: Error }> {
      const path = join(directory, 'mag.sock')
      let heard = ''
      const server = createServer((connection) =>
        connection.on('data', (part: Buffer) => {
          heard += part.toString('utf8')
          connection.end(answer)
        }),
      )
      await new Promise<void>((done) => server.listen(path, done))
      try {
        const stimulus = { restart: ['socket'] }
        const told = new Stimuli({ stimulus, stimulusSocket: path, directory }, nobody(), 1000)
        await give(told)
        return { heard }
      } catch (error) {
        return { heard, error: error as Error }
      } finally {
        await new Promise((done) => server.close(done))
      }
    }

    it('are lines of JSON, answered with ok', async () => {
      const { heard, error } = await answered('ok\n')
      expect(error).to.equal(undefined)
      expect(JSON.parse(heard)).to.deep.equal({ do: 'attach', node })
    })

    it('are meant by the word socket, too', async () => {
      const { heard, error } = await answered('ok\n', (told) => told.give('restart', {}))
      expect(error).to.equal(undefined)
      expect(JSON.parse(heard)).to.deep.equal({ do: 'restart' })
    })

    it('fail with what the MAG answers, or when it answers nothing', async () => {
      const refused = await answered('no such node\n')
      expect(refused.error).to.be.instanceOf(StimulusError)
      expect(refused.error?.message).to.contain('answered: "no such node"')
      expect((await answered('')).error?.message).to.contain('was closed without an answer')
    })
  })

  describe('by hand', () => {
    function asked() {
      const input = new PassThrough()
      const output = new PassThrough()
      const manual = ['manual']
      const operator = new Operator(input, output)
      const given = new Stimuli({ stimulus: { attach: manual, detach: manual }, directory }, operator)
      return { input, output, given }
    }
    const prompt = (output: PassThrough) => String(output.read())

    it('ask the operator and wait for a line', async () => {
      const { input, output, given } = asked()
      const attached = given.give('attach', { node })
      expect(prompt(output)).to.equal(
        `Please attach mobile node ${node}, then press Enter (s: skip, q: end the run).\n`,
      )
      input.write('\n')
      expect((await attached).output).to.equal('')
    })

    it('are asked for one after the other', async () => {
      const { input, output, given } = asked()
      const both = Promise.all([given.give('attach', { node: 'a' }), given.give('detach', { node: 'b' })])
      expect(prompt(output)).to.contain('attach mobile node a').and.not.to.contain('detach')
      input.write('\n\n')
      await both
      expect(prompt(output)).to.contain('detach mobile node b')
    })

    it('ask again when the answer is none', async () => {
      const { input, output, given } = asked()
      const attached = given.give('attach', { node })
      prompt(output)
      input.write('what?\n')
      input.write('\n')
      await attached
      expect(prompt(output)).to.contain('Please attach')
    })

    it('may be skipped, or end the run', async () => {
      const { input, given } = asked()
      const skipped = failure(given.give('attach', { node }))
      input.write('s\n')
      expect(await skipped).to.be.instanceOf(StimulusSkipped)
      const ended = failure(given.give('attach', { node }))
      input.write('q\n')
      expect(await ended).to.be.instanceOf(StimulusEnded)
      expect(await failure(given.give('detach', { node }))).to.be.instanceOf(StimulusEnded)
    })

    it('end with the input: nobody is there any more', async () => {
      const { input, given } = asked()
      const ended = failure(given.give('attach', { node }))
      input.end()
      expect(await ended).to.be.instanceOf(StimulusEnded)
    })
  })
})
