/** The codec: octets ↔ messages. Pure; nothing here throws on what came from the wire. */
export * from './address.js'
export * from './codec.js'
export * from './layout.js'
export * from './message.js'
export * from './options.js'
