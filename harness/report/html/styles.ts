import { caseStyles } from './styles-case.js'

const light = `--bg:#fff;--panel:#f6f7f9;--ink:#1a1f26;--muted:#566070;--line:#d8dde4;--lane:#b4bcc8;--accent:#1a5bb8;--on-accent:#fff;
--bad:#a8231c;--bad-bg:#fdecea;--odd:#7a4f00;--odd-bg:#fff3da;--good:#17673a;--good-bg:#e6f4ea;--open:#4a5563;--open-bg:#eceff3;--lit:#cfe2ff;--mark:#ffd9d4;`
const dark = `--bg:#14171c;--panel:#1b2027;--ink:#e6e9ee;--muted:#a5aebb;--line:#343c48;--lane:#566172;--accent:#86b7ff;--on-accent:#10141a;
--bad:#ff9a92;--bad-bg:#3a1d1c;--odd:#f0bd60;--odd-bg:#352a14;--good:#84d6a0;--good-bg:#17301f;--open:#b8c1cd;--open-bg:#272e38;--lit:#274a7d;--mark:#6b2823;`

/** The whole look: calm and dense, one accent colour; the four tints only repeat what sign and word say. */
export const styles = `
:root{color-scheme:light;${light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${dark}}}
:root[data-theme=dark]{color-scheme:dark;${dark}}
*{box-sizing:border-box}
html{font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
body{margin:0;background:var(--bg);color:var(--ink);display:flex;flex-direction:column;height:100vh;height:100dvh}
h1,h2,h3,h4,p,ul,dl,dd{margin:0;padding:0}
h1{font-size:22px;line-height:1.25;letter-spacing:-.01em}h2{font-size:17px;line-height:1.35}h3{font-size:14px}h4{font-size:13px;margin-top:10px}
h2,h3,h4{overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px;border-radius:2px}
#main:focus,h2:focus{outline:none}
.mono,.id,code,.value,.at,.hex,.ids{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12.5px}
.quiet{color:var(--muted);font-weight:400}
.offscreen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
#said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip{position:absolute;left:-999px;top:4px;z-index:9;background:var(--accent);color:var(--on-accent);padding:6px 12px}
.skip:focus{left:8px}
.noscript{padding:12px 20px}
button,input,select{font:inherit;color:inherit}
button,select,input{background:var(--bg);border:1px solid var(--line);border-radius:5px;padding:4px 8px;min-height:28px}
button{cursor:pointer}
button:hover{border-color:var(--accent)}
button.plain{border:0;background:none;padding:0 2px;min-height:24px;min-width:24px;color:var(--accent);text-decoration:underline}
.copy{font-size:12px;padding:2px 8px;min-height:24px}
#print{display:none}
/* Verdicts */
.badge{display:inline-flex;align-items:center;gap:.4em;border-radius:4px;padding:0 .5em;font-size:12px;font-weight:600;line-height:1.6;white-space:nowrap}
.badge.good{color:var(--good);background:var(--good-bg)}.badge.bad{color:var(--bad);background:var(--bad-bg)}
.badge.odd{color:var(--odd);background:var(--odd-bg)}.badge.open{color:var(--open);background:var(--open-bg)}
.sign.good{color:var(--good)}.sign.bad{color:var(--bad)}.sign.odd{color:var(--odd)}.sign.open{color:var(--open)}
/* Top */
#top{padding:12px 20px 10px;border-bottom:1px solid var(--line);background:var(--panel)}
.top-row{display:flex;gap:12px;justify-content:space-between;align-items:baseline;flex-wrap:wrap}
h1.bad .sign,h1.bad{color:var(--bad)}h1.good,h1.good .sign{color:var(--good)}h1.open,h1.open .sign{color:var(--open)}
h1{overflow-wrap:anywhere;min-width:0}
h1 .device{color:var(--ink);font-weight:400}
.tabs{display:flex;gap:14px;align-items:baseline}
.bar{display:flex;gap:2px;height:7px;margin:9px 0;border-radius:4px;overflow:hidden}
.bar span{min-width:3px;border-radius:1px}
.bar .good{background:var(--good)}.bar .bad{background:var(--bad)}.bar .odd{background:var(--odd)}.bar .open{background:var(--open);opacity:.55}
.totals{display:flex;flex-wrap:wrap;gap:4px 8px;align-items:center}
.facts{display:flex;flex-wrap:wrap;gap:2px 18px;margin-top:6px;font-size:12.5px}
.facts div{display:flex;gap:.5em;min-width:0}.facts dt{color:var(--muted)}.facts dd{overflow-wrap:anywhere}
/* Panes */
#panes{flex:1;min-height:0;display:grid;grid-template-columns:minmax(300px,390px) minmax(0,1fr)}
#cases{overflow-y:auto;border-right:1px solid var(--line);background:var(--panel)}
#main{overflow-y:auto;padding:14px 20px 60px;scroll-padding:20px}
.filter{position:sticky;top:0;z-index:2;background:var(--panel);padding:10px 12px 8px;border-bottom:1px solid var(--line);display:grid;gap:8px}
.field{display:grid;gap:2px;font-size:12px;color:var(--muted);min-width:0}
.field input,.field select{color:var(--ink);font-size:13px;width:100%}
.chips{display:flex;flex-wrap:wrap;gap:4px}
.chip{padding:1px 6px 1px 2px;min-height:26px;font-size:12px;background:none}
.chip[aria-pressed=true]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.choices{display:grid;grid-template-columns:2fr 1.1fr 1.3fr;gap:6px}.choices select{padding:4px 2px}
.count{padding:6px 12px;color:var(--muted);font-size:12.5px}
.group{content-visibility:auto;contain-intrinsic-size:auto 300px}
.group h3{padding:6px 12px 2px;font-size:12px;color:var(--muted)}
.group ul{list-style:none}
.group a{display:grid;grid-template-columns:16px minmax(0,1fr);column-gap:6px;padding:4px 12px;color:inherit;text-decoration:none;border-left:3px solid transparent;outline-offset:-2px}
.group a .sign{grid-row:1/3;font-weight:700;text-align:center}
.group a .id{grid-column:2}.group a .title{grid-column:2;font-size:12.5px;color:var(--muted)}
.group a:hover{background:var(--open-bg)}
.group a[aria-current]{border-left-color:var(--accent);background:var(--bg)}
.group a[aria-current] .title{color:var(--ink)}
${caseStyles}
/* Narrow: one view at a time */
@media (max-width:820px){
body{height:auto}
#top{padding:10px 12px}#main{padding:12px 12px 60px;overflow:visible}#cases{overflow:visible;border:0}
#panes{display:block}
.filter{position:static}
body:not([data-view=cases]) #cases{display:none}
body[data-view=cases] #main{display:none}
body[data-view=case] .facts,body[data-view=case] .totals{display:none}
.tabs a,.neighbours a{padding:4px 0}
}
@media (min-width:821px){.neighbours .back{display:none}}
@media (prefers-reduced-motion:no-preference){.octet,.row{transition:background-color .08s}}
@media (forced-colors:active){.lit,mark,.octet.wrong{outline:1px solid Highlight}.chip[aria-pressed=true]{outline:2px solid Highlight}}
@media print{
:root,:root[data-theme]{color-scheme:light;${light}}
@page{margin:14mm}
body{display:block;height:auto;font-size:11px}
.mono,.id,code,.value,.at,.hex,.ids,.quiet.mono,.row{font-size:10.5px}.lead{font-size:12px}.case-head .id{font-size:13px}.inspector{margin-top:12px}
#panes,.skip,.tabs,button.copy,.neighbours{display:none!important}
#print{display:block}
#top{background:none;padding:0 0 8px}
.badge,.bar span,mark,.octet,.row,.finding,.hit{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.case{break-before:page}.inspector,.finding,tr,.told li{break-inside:avoid}
.ladder,.ladder-head{max-width:100%;height:auto}.ladder-drawing{width:auto}
.decode{display:block!important}.argument{display:block!important}
a{color:inherit;text-decoration:none}.wide{overflow:visible}
}
`
