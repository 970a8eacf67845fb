import { connect } from 'node:net'

/**
 * Gives one order over a stream socket, a JSON object on a line, and resolves when it is answered with `ok`. Rejects
 * with what is wrong, in words that go on from the name of the stimulus.
 */
export function orderOverSocket(path: string, order: object, limitMs: number): Promise<void> {
  return new Promise((done, failed) => {
    const connection = connect(path, () => connection.write(`${JSON.stringify(order)}\n`))
    const fail = (why: string) => {
      connection.destroy()
      failed(new Error(why))
    }
    let said = ''
    connection.setTimeout(limitMs, () => fail(`was not answered within ${limitMs / 1000} s`))
    connection.on('error', (error) => fail(`failed: ${error.message}`))
    connection.on('close', () => fail('was closed without an answer'))
    connection.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      if (!said.includes('\n') && said.length < 1000) return
      if (said.trim() !== 'ok') fail(`answered: ${JSON.stringify(said.trim().slice(0, 200))}`)
      else {
        connection.destroy()
        done()
      }
    })
  })
}
