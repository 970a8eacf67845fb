import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { ObserveError, Observer, parseBindings } from './observe.js'

const BINDING = { bid: 1, careOf: '2001:db8:1::1', accessTechnology: 4, label: 9, lifetime: 300 }
const NODE = {
  id: 'mn-1@example.net',
  multipath: true,
  magId: 'mag-1@example.net',
  prefixes: ['2001:db8:1000:1::/64'],
  bindings: [BINDING],
}

const listing = (...nodes: readonly object[]) => JSON.stringify({ mobileNodes: nodes })

function refusal(text: string): string {
  try {
    parseBindings(text, 'observe command "./show"')
    return 'accepted'
  } catch (error) {
    return error instanceof ObserveError ? error.message : String(error)
  }
}

describe('what observe prints', () => {
  it('is read as the binding cache', () => {
    expect(parseBindings(listing(NODE), 'x')).to.deep.equal([NODE])
    expect(parseBindings(listing(), 'x')).to.deep.equal([])
  })

  it('writes care-of addresses in one way, however the device does', () => {
    const written = listing({ ...NODE, bindings: [{ ...BINDING, careOf: '2001:DB8:0001:0:0::1' }] })
    expect(parseBindings(written, 'x')[0]?.bindings).to.deep.equal([BINDING])
  })

  it('may leave out what a box does not know', () => {
    const sparse = { id: 'mn-1', magId: null, bindings: [{ careOf: '::1', lifetime: 4 }] }
    expect(parseBindings(listing(sparse), 'x')).to.deep.equal([
      {
        id: 'mn-1',
        multipath: false,
        prefixes: [],
        bindings: [{ bid: null, careOf: '::1', lifetime: 4 }],
      },
    ])
  })

  const wrong: readonly (readonly [string, string, string])[] = [
    ['no JSON', 'not found\n', ' printed no JSON but "not found\\n"'],
    ['nothing', '', ' printed no JSON but ""'],
    ['another shape', '[]', ': mobileNodes is nothing, expected an array'],
    ['a node that is none', '{"mobileNodes":["mn-1"]}', ': mobileNodes[0] is "mn-1", expected an object'],
    ['a node without id', listing(NODE, { ...NODE, id: 7 }), ': mobileNodes[1].id is 7, expected a string'],
    [
      'multipath in words',
      listing({ ...NODE, multipath: 'yes' }),
      ': mobileNodes[0].multipath is "yes", expected true or false',
    ],
    ['a MAG-ID in numbers', listing({ ...NODE, magId: 1 }), ': mobileNodes[0].magId is 1, expected a string'],
    [
      'one prefix instead of a list',
      listing({ ...NODE, prefixes: '::/64' }),
      ': mobileNodes[0].prefixes is "::/64", expected an array of strings',
    ],
    ['no bindings', listing({ id: 'mn-1' }), ': mobileNodes[0].bindings is nothing, expected an array'],
    [
      'a BID as text',
      listing({ ...NODE, bindings: [{ ...BINDING, bid: '1' }] }),
      ': mobileNodes[0].bindings[0].bid is "1", expected a number or null',
    ],
    [
      'no care-of address',
      listing({ ...NODE, bindings: [{ lifetime: 4 }] }),
      ': mobileNodes[0].bindings[0].careOf is nothing, expected an address',
    ],
    [
      'no lifetime',
      listing({ ...NODE, bindings: [BINDING, { bid: 2, careOf: '::1' }] }),
      ': mobileNodes[0].bindings[1].lifetime is nothing, expected a number of seconds',
    ],
  ]
  for (const [what, text, words] of wrong)
    it(`is refused with its place: ${what}`, () => {
      expect(refusal(text)).to.equal(`observe command "./show"${words}`)
    })
})

describe('Observer', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pmipspec-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A script of this text in the folder, as a profile names it. */
  const script = (text: string, mode = 0o755) => {
    writeFileSync(join(folder, 'show'), `#!/bin/sh\n${text}\n`)
    chmodSync(join(folder, 'show'), mode)
    return { command: ['./show'], directory: folder }
  }
  const failure = (observer: Observer) =>
    observer.read().then(
      () => 'no failure',
      (error: unknown) => (error instanceof ObserveError ? error.message : String(error)),
    )

  describe('with a command', () => {
    it('finds it beside the profile and reads what it prints', async () => {
      const observer = new Observer(script(`echo '${listing(NODE)}'`))
      expect(await observer.read()).to.deep.equal([NODE])
    })

    it('passes arguments on without a shell', async () => {
      const how = script(`[ "$1" = '$(id)' ] && echo '${listing()}'`)
      expect(await new Observer({ ...how, command: ['./show', '$(id)'] }).read()).to.deep.equal([])
    })

    it('looks a bare name up in PATH', async () => {
      const how = { command: ['printf', '%s', listing(NODE)], directory: folder }
      expect(await new Observer(how).read()).to.deep.equal([NODE])
    })

    it('that reads its input sees the end of it', async () => {
      expect(await new Observer(script(`cat; echo '${listing()}'`), 5000).read()).to.deep.equal([])
    })

    it('says what is wrong with it', async () => {
      const name = 'observe command "./show"'
      expect(await failure(new Observer({ command: ['./show'], directory: folder }))).to.equal(
        `${name} was not found: the path is relative to the profile, a bare name is looked up in PATH`,
      )
      expect(await failure(new Observer(script('echo', 0o644)))).to.equal(
        `${name} is not executable: chmod +x it`,
      )
      expect(await failure(new Observer(script('echo "no such node" >&2; exit 3')))).to.equal(
        `${name} ended with exit code 3, saying: "no such node"`,
      )
      expect(await failure(new Observer(script('kill -TERM $$')))).to.equal(`${name} ended with a signal`)
    })

    it('that does not end is stopped, though it would not be told', async () => {
      const observer = new Observer(script("trap '' TERM; while :; do sleep 1; done"), 200)
      expect(await failure(observer)).to.equal(
        'observe command "./show" did not end within 0.2 s and was stopped',
      )
    })

    it('is not waited for again when it has hung three times in a row', async () => {
      const observer = new Observer(script('exec sleep 60'), 300)
      for (let time = 1; time <= 3; time++) expect(await failure(observer)).to.contain('did not end within')
      expect(await failure(observer)).to.equal(
        'observe command "./show" is not asked any more: 3 times in a row it did not end within 0.3 s',
      )
    })

    it('is asked again after a failure', async () => {
      const how = script('exit 1')
      const observer = new Observer(how)
      await failure(observer)
      script(`echo '${listing(NODE)}'`)
      expect(await observer.read()).to.deep.equal([NODE])
    })

    it('is run once at a time, and for all who asked meanwhile', async () => {
      const log = join(folder, 'log')
      const observer = new Observer(script(`echo begin >> log; echo '${listing(NODE)}'; echo end >> log`))
      const first = observer.read()
      // Who asks again the moment it has its answer must not be served beside those who wait.
      const again = first.then(() => observer.read())
      const second = observer.read()
      const third = observer.read()
      expect(second).to.equal(third).and.not.to.equal(first)
      await Promise.all([again, second, third])
      expect(readFileSync(log, 'utf8')).to.equal('begin\nend\nbegin\nend\n')
    })
  })

  describe('with a socket', () => {
    let server: Server
    const open = new Set<Socket>()
    const serve = (talk: (socket: Socket) => void) => {
      server = createServer((socket) => {
        open.add(socket)
        socket.on('error', () => {})
        talk(socket)
      })
      return new Promise<string>((done) => {
        const path = join(folder, 'observe.sock')
        server.listen(path, () => done(path))
      })
    }
    afterEach(() => {
      for (const socket of open) socket.destroy()
      open.clear()
      server.close()
    })

    it('reads until its end, in however many parts it comes', async () => {
      const text = listing({ ...NODE, id: 'mn-é@example.net' })
      const middle = Buffer.from(text).indexOf(0xc3) + 1
      const socket = await serve((s) => {
        s.write(Buffer.from(text).subarray(0, middle))
        setImmediate(() => s.end(Buffer.from(text).subarray(middle)))
      })
      const [node] = await new Observer({ socket }).read()
      expect(node?.id).to.equal('mn-é@example.net')
    })

    it('gives who asked during a reading the next one, which began later', async () => {
      let asked = 0
      const waiting: Socket[] = []
      const socket = await serve((s) => {
        asked++
        waiting.push(s)
        arrived()
      })
      let arrived = () => {}
      const comes = () =>
        new Promise<void>((done) => {
          arrived = done
        })
      const answer = (id: string) => waiting.shift()?.end(listing({ id, bindings: [] }))
      const observer = new Observer({ socket })
      const one = comes()
      const early = observer.read()
      await one
      const late = [observer.read(), observer.read()]
      const two = comes()
      answer('old')
      await two
      answer('new')
      expect((await early)[0]?.id).to.equal('old')
      for (const reading of late) expect((await reading)[0]?.id).to.equal('new')
      expect(asked).to.equal(2)
    })

    it('says what is wrong with it', async () => {
      const socket = await serve((s) => s.write('{'))
      expect(await failure(new Observer({ socket }, 100))).to.equal(
        `observe socket ${socket} failed: gave no end of output within 0.1 s`,
      )
      const none = join(folder, 'none.sock')
      expect(await failure(new Observer({ socket: none }))).to.equal(
        `observe socket ${none} failed: connect ENOENT ${none}`,
      )
    })
  })
})
