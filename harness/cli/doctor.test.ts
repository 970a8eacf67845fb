import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { type Lab, labProblem, withLab } from '../dev/lab-bench.js'
import type { Check } from '../run/doctor/check.js'
import { examineHost } from './doctor-embedded.js'
import { packageRoot } from './package-root.js'

interface Told {
  readonly code: number | undefined
  readonly checks: readonly Check[]
  /** `fail route on lte0`, for all that is not ok. */
  readonly troubles: readonly string[]
  readonly find: (about: string) => Check | undefined
}

async function doctor(
  lab: Lab,
  changes: Readonly<Record<string, unknown>> = {},
  words: readonly string[] = [],
): Promise<Told> {
  const profile = lab.profile({ timing: { answer: '500ms' }, ...changes })
  const { code, stdout, stderr } = await lab.run(['doctor', '--profile', profile, '--json', ...words])
  expect(stderr).to.equal('')
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] }
  return {
    code,
    checks,
    // Whether this host can capture, and how soon it lets the device answer, no test depends on.
    troubles: checks
      .filter((c) => c.status !== 'ok' && c.about !== 'capture' && c.about !== 'answer time')
      .map((c) => `${c.status} ${c.about}`),
    find: (about) => checks.find((c) => c.about === about),
  }
}

describe('doctor against the reference devices', () => {
  before(function () {
    const problem = labProblem()
    if (problem === undefined) return
    if (process.env.CI === 'true') throw new Error(problem)
    console.log(`      skipped, ${problem}`)
    this.skip()
  })

  it('finds nothing to mend, and leaves no binding behind', async () => {
    await withLab({}, async (lab) => {
      const { code, troubles, find } = await doctor(lab)
      expect(troubles).to.be.empty
      expect(code).to.equal(0)
      expect(find('capture')?.says).to.match(
        /^is taken from the wire: \w+ on wlan0|^is written from the journal: /,
      )
      expect(find('clean-up')?.says).to.match(/^all \d+ registrations are de-registered$/)
      expect(find('observe')?.says).to.match(/^lists the binding of mn-\d+@example\.net/)
      expect(find('nodes.single-path')?.says).to.contain('CANNOT_SUPPORT_MULTIPATH_BINDING (180)')
      expect(find('nodes.unknown')?.says).to.contain('(153)')
    })
  })

  it('tells what of the profile does not hold', async () => {
    await withLab({}, async (lab) => {
      const templates = await doctor(lab, { nodes: { 'single-path': null, unknown: 'nomp-{n}@example.net' } })
      expect(templates.troubles).to.deep.equal(['warn nodes.single-path', 'warn nodes.unknown'])
      expect(templates.code, 'warnings are allowed').to.equal(0)

      const noJson = await doctor(lab, { observe: { socket: null, command: ['echo', '{}'] } })
      expect(noJson.troubles).to.deep.equal(['fail observe'])
      expect(noJson.find('observe')?.says).to.contain('mobileNodes')
      expect(noJson.code).to.equal(3)

      const empty = await doctor(lab, { observe: { socket: null, command: ['echo', '{"mobileNodes":[]}'] } })
      expect(empty.find('observe')?.says).to.contain('lists 0 mobile nodes')

      const path = { name: 'wlan', interface: 'wlan0', address: '2001:db8:1::66' }
      const unauthorised = await doctor(lab, {
        paths: [{ ...path, 'access-technology': 4, label: 9 }],
        'foreign-mag': null,
      })
      expect(unauthorised.troubles[0]).to.equal('fail path wlan')
      expect(unauthorised.find('path wlan')?.says).to.contain('(154)')
      expect(unauthorised.find('path wlan')?.fix).to.equal(
        'make 2001:db8:1::66 an authorised MAG of the device',
      )

      const wrong = await lab.run(['doctor', '--profile', lab.profile({ lma: { address: 'here' } })])
      expect([wrong.code, wrong.stdout]).to.deep.equal([2, ''])
      expect(wrong.stderr).to.contain('lma.address')
    })
  })

  it('tells what is wrong with the network', async () => {
    await withLab({}, async (lab) => {
      const inDevice = ['nsenter', `--target=${lab.device.pid}`, '--net', '--']
      await lab.exec(['ip', '-6', 'route', 'del', '2001:db8:ff::a/128', 'dev', 'lte0'])
      const noRoute = await doctor(lab)
      expect(noRoute.troubles.slice(0, 2)).to.deep.equal(['fail route on lte0', 'fail path lte'])
      expect(noRoute.find('route on lte0')?.fix).to.equal(
        'ip -6 route add 2001:db8:ff::a via <next hop> dev lte0',
      )
      expect(noRoute.find('path wlan')?.status).to.equal('ok')

      await lab.exec([...inDevice, 'ip', '-6', 'route', 'del', '2001:db8:1::1/128', 'dev', 'wlan0'])
      const noWayBack = await doctor(lab)
      expect(noWayBack.find('path wlan')?.says).to.contain('keeps silent')
      expect(noWayBack.find('path wlan')?.fix).to.contain('route back to 2001:db8:1::1')

      await lab.exec(['ip', 'link', 'set', 'wlan0', 'down'])
      const down = await doctor(lab)
      expect(down.find('interface wlan0')).to.include({ status: 'fail', fix: 'ip link set wlan0 up' })
      expect(down.find('address of wlan'), 'one line for one trouble').to.equal(undefined)
      expect(down.code).to.equal(3)
    })
  })

  it('tells a host without mobility service from one that is silent', async () => {
    await withLab({}, async (lab) => {
      // Something else keeps the device's namespace when the device dies.
      const until = join(lab.folder, 'over')
      const stay = ['sh', '-c', `while [ ! -e ${until} ]; do sleep 0.1; done`]
      const keeper = lab.exec(['nsenter', `--target=${lab.device.pid}`, '--net', '--', ...stay])
      const keeps = await lab.exec(['sh', '-c', 'sleep 0.5'])
      expect(keeps.code).to.equal(0)
      lab.device.kill()
      const { code, find } = await doctor(lab)
      expect(find('path wlan')?.says).to.contain('nothing listens for Mobility Headers')
      expect(find('path wlan')?.fix).to.contain("start the device's mobility service")
      expect(code).to.equal(3)
      writeFileSync(until, '')
      await keeper
    })
  })

  it('tells a device that does not do what the profile claims', async () => {
    await withLab({ serve: ['--multipath', 'off'] }, async (lab) => {
      const { code, find } = await doctor(lab)
      expect(find('multipath')).to.include({ status: 'warn' })
      expect(find('multipath')?.says).to.contain('(180)')
      expect(code).to.equal(0)
    })
  })

  it('tells a missing right', async function () {
    if (process.getuid?.() !== 0) this.skip() // in a user namespace the right cannot be given away as simply
    await withLab({}, async (lab) => {
      const main = join(packageRoot, 'dist', 'harness', 'cli', 'main.js')
      const { code, stdout } = await lab.exec([
        'setpriv',
        '--bounding-set=-net_raw',
        '--inh-caps=-net_raw',
        process.execPath,
        main,
        'doctor',
        '--profile',
        lab.profile(),
      ])
      expect(code).to.equal(3)
      expect(stdout).to.contain('raw sockets are not permitted to this user').and.to.contain('setcap')
    })
  })

  it('looks at what a MAG needs, and tries its stimuli only when it is asked to', async () => {
    await withLab({ role: 'mag' }, async (lab) => {
      const asleep = await doctor(lab)
      expect(asleep.troubles).to.deep.equal([])
      expect(asleep.find('our LMAA on lte0')?.says).to.contain('2001:db8:ff::a is an address of this host')
      expect(asleep.find('route to path lte')?.says).to.contain('2001:db8:2::1')
      expect(asleep.find('stimuli')?.says).to.contain('not tried: doctor --stimuli')

      const tried = await doctor(lab, {}, ['--stimuli'])
      expect(tried.troubles).to.deep.equal([])
      expect(tried.code).to.equal(0)
      expect(tried.find('stimulus.attach')?.says).to.match(/the MAG registers mn-\d+@example.net on wlan/)
      expect(tried.find('stimulus.refresh')?.says).to.contain('a refresh on wlan')
      expect(tried.find('stimulus.path-down')?.says).to.contain('lte was taken down')
      expect(tried.find('stimulus.path-up')?.says).to.contain('a registration on lte')
      expect(tried.find('stimulus.detach')?.says).to.contain('a de-registration on wlan')
      expect(tried.find('stimulus.restart')?.says).to.contain('the MAG registers')
    })
  })

  it('tells a stimulus that fails, and one that the MAG does not follow', async () => {
    await withLab({ role: 'mag' }, async (lab) => {
      const attach = (command: readonly string[]) => ({
        stimulus: { attach: command },
        timing: { attach: 500 },
      })
      const broken = await doctor(lab, attach(['sh', '-c', 'echo no route >&2; exit 7', '{node}']), [
        '--stimuli',
      ])
      expect(broken.troubles).to.deep.equal(['fail stimulus.attach'])
      expect(broken.find('stimulus.attach')?.says).to.contain('exit code 7, saying: "no route"')
      expect(broken.code).to.equal(3)

      const idle = await doctor(lab, attach(['true', '{node}']), ['--stimuli'])
      expect(idle.find('stimulus.attach')?.says).to.contain('no Proxy Binding Update')
      expect(idle.find('stimulus.attach')?.fix).to.contain('2001:db8:ff::a is its LMA')

      const deaf = await doctor(
        lab,
        { stimulus: { refresh: ['true', '{node}'], detach: null, restart: null }, timing: { attach: 1000 } },
        ['--stimuli'],
      )
      expect(deaf.troubles).to.include.members(['warn stimuli', 'warn stimulus.refresh'])
      expect(deaf.find('stimuli')?.says).to.contain('not declared: detach')
      expect(deaf.code, 'a run is possible').to.equal(0)
    })
  })

  it('gives stimuli to a MAG only', async () => {
    await withLab({}, async (lab) => {
      const { code, stderr } = await lab.run(['doctor', '--profile', lab.profile(), '--stimuli'])
      expect([code, stderr]).to.deep.equal([2, 'pmipspec: --stimuli: only a MAG is told what to do\n'])
    })
  })
})

describe('doctor without a profile', () => {
  it('looks only at what the embedded run needs', async () => {
    const ran: string[] = []
    const checks: Check[] = []
    const run = (argv: readonly string[]) => {
      ran.push(argv.join(' '))
      const veth = argv.includes('veth')
      return Promise.resolve({ code: veth ? 1 : 0, stdout: '', stderr: veth ? 'Unknown device type.' : '' })
    }
    for await (const check of examineHost(run, () => ['--net'])) checks.push(check)
    const bad = checks.filter((check) => check.status !== 'ok')
    expect(bad).to.deep.equal([
      {
        status: 'fail',
        about: 'veth links',
        says: 'does not work inside a namespace: Unknown device type.',
        fix: 'load the module: modprobe veth',
      },
      { status: 'warn', about: 'capture', says: 'could not be tried: no reason given' },
    ])
    expect(ran.filter((line) => !/^(ip|unshare|nsenter) -/.test(line) && !line.startsWith('unshare --net ')))
      .to.be.empty
  })

  it('stops at a program that is not installed', async () => {
    const checks: Check[] = []
    const run = ([program]: readonly string[]) =>
      Promise.resolve(program === 'nsenter' ? undefined : { code: 0, stdout: '', stderr: '' })
    for await (const check of examineHost(run, () => ['--net'])) checks.push(check)
    expect(checks.at(-1)).to.include({ about: 'nsenter', fix: 'apt-get install util-linux' })
  })
})
