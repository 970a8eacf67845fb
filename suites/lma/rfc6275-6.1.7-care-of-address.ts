import { expect, lma, prefer } from '../../harness/case/index.js'

/** Addresses no packet could be tunnelled to. */
const unusable: readonly (readonly [id: string, what: string, address: string])[] = [
  ['LMA-6275-REG-01', 'A multicast', 'ff02::1'],
  ['LMA-6275-REG-02', 'The unspecified', '::'],
  ['LMA-6275-REG-03', 'A link-local', 'fe80::1'],
  ['LMA-6275-REG-04', 'The loopback', '::1'],
]

for (const [id, what, alternateCareOf] of unusable)
  lma(
    id,
    `${what} address is no care-of address: the PBU is dropped in silence`,
    {
      requirement: '6275/6.1.7-05',
    },
    async ({ wlan, node, bindings }) => {
      const answer = await wlan.register(node, { alternateCareOf })

      expect(answer).not.to.be.accepted()
      prefer(answer).to.be.ignored()
      if (bindings.observable) expect(await bindings.observed(node)).to.have.bindings(0)
    },
  )
