import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { closed, listen } from '../stream-server.js'
import { openFifo } from './fifo.js'
import { type MagOrder, takeMagOrders, takeSilentOrders } from './orders.js'

describe('orders from outside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pmipspec-orders-'))
  after(() => rmSync(folder, { recursive: true }))

  it('come through a FIFO, from one writer after the other', async () => {
    const path = join(folder, 'orders')
    const fifo = await openFifo(path)
    const done = new Promise<readonly MagOrder[]>((resolve) => {
      const orders: MagOrder[] = []
      const obey = (order: MagOrder) => {
        orders.push(order)
        if (orders.length === 2) resolve(orders)
        return undefined
      }
      takeSilentOrders(fifo.input, obey, () => {})
    })
    await appendFile(path, 'attach mn-1@example.net\nnonsense\n')
    await appendFile(path, 'path-down lte\n')
    expect(await done).to.deep.equal([
      { kind: 'do', deed: 'attach', name: 'mn-1@example.net' },
      { kind: 'do', deed: 'path-down', name: 'lte' },
    ])
    await fifo.close()
    expect(existsSync(path)).to.equal(false)
  })

  it('never through a plain file', async () => {
    const path = join(folder, 'file')
    writeFileSync(path, '')
    const trouble = await openFifo(path).then(
      () => 'opened',
      (error: Error) => error.message,
    )
    expect(trouble).to.equal(`${path} is there already, and is no FIFO: name another path`)
  })

  it('come through a stream socket, and are answered', async () => {
    const path = join(folder, 'control.sock')
    const obey = (order: MagOrder) => (order.kind === 'do' ? `no ${order.name} here` : undefined)
    const server = await listen(
      path,
      (connection) => takeMagOrders(connection, obey),
      () => {},
    )
    const answers = await new Promise<string>((resolve) => {
      const connection = connect(path)
      let text = ''
      connection.on('data', (data) => {
        text += data.toString()
        if (text.split('\n').length > 3) connection.end()
      })
      connection.on('close', () => resolve(text))
      connection.write('{"defects":["bid-0"]}\nattach mn-1\ndance x\n')
    })
    await closed(server, path)
    expect(answers.split('\n').slice(0, 2)).to.deep.equal(['ok', 'no mn-1 here'])
    expect(answers).to.match(/"dance" is no order/)
  })
})
