/** When whoever reads our output has had enough (`… | head`), there is nothing left to do. Only for commands that just print. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
