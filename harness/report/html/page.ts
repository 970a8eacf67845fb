import { styles } from './styles.js'

export interface PageParts {
  readonly headline: string
  /** JSON that is safe in a script element. */
  readonly data: string
  /** Base64 of gzipped JSON. */
  readonly packets: string
  readonly script: string
}

/** What the page may do: run what stands in it, and ask nobody for anything. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

/**
 * The page around the data. Its texts are ours; whatever a device or a profile said comes in as JSON or base64 and is
 * shown by the script as text.
 */
export function page({ headline, data, packets, script }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${headline}: pmipspec report</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header id="top"><h1>${headline}</h1></header>
<noscript><p class="noscript">The details need scripts, all of which stand in this file. Without them:
summary.md and junit.xml beside this file tell the same.</p></noscript>
<div id="panes">
<nav id="cases" aria-label="Cases"></nav>
<main id="main" tabindex="-1"></main>
</div>
<div id="print"></div>
<div id="said" role="status" aria-live="polite"></div>
<script type="application/json" id="data">${data}</script>
<script type="text/plain" id="packets">${packets}</script>
<script type="module">
${script}
</script>
</body>
</html>
`
}
