export * from './mag/index.js'
export * from './node.js'
export * from './node-pool.js'
export * from './trace.js'
