export { htmlReport, writeHtml } from './write-html.js'
