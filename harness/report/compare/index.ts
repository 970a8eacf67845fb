export * from './compare-html.js'
export * from './compare-text.js'
export * from './comparison.js'
