import { expect, lma, option } from '../../harness/case/index.js'

const NO_SERVICE = new TextEncoder().encode('no-such-service.invalid')
const SERVICE_AUTHORIZATION_FAILED = 151

lma(
  'LMA-5149-SERVICE-01',
  'A node that selects a service which does not exist is refused with status 151',
  {
    requirement: '5149/4.2-01',
    claims: ['service-selection'],
    observes: 'bindings',
  },
  async ({ wlan, node, bindings }) => {
    const answer = await wlan.register(node, {
      add: [option('service-selection', { identifier: NO_SERVICE })],
    })

    expect(answer).to.be.refused(SERVICE_AUTHORIZATION_FAILED)
    expect(await bindings.of(node)).to.have.bindings(0)
  },
)
