export * from './commands.js'
export * from './embedded.js'
export * from './enter.js'
export * from './loss.js'
