/** The overview and a case. */
export const caseStyles = `
.block{margin:0 0 18px}
.block>h3{margin-bottom:8px}
.block>h3,.exchange>h3{font-size:13px;letter-spacing:.02em}
.overview .block{max-width:1080px;margin-bottom:26px}
.told{list-style:none}
.told li{padding:6px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.told li p{color:var(--muted);margin-top:2px}
.told li a{text-decoration:none}.told li a:hover{text-decoration:underline}
.plain-list{padding-left:18px}
.plain-list li{margin:2px 0;overflow-wrap:anywhere}
.ids{overflow-wrap:anywhere}
.ids a{text-decoration:none;display:inline-block;margin:2px 8px 2px 0}
.wide{overflow-x:auto}
.coverage{border-collapse:collapse;min-width:620px;width:100%;margin-top:6px}
.coverage th,.coverage td{padding:3px 8px;text-align:right;border-top:1px solid var(--line);white-space:nowrap}
.coverage th:first-child{text-align:left}
.coverage thead td{border:0}.coverage thead th{border:0;color:var(--muted);font-size:12px;font-weight:600;vertical-align:bottom}
.coverage .share{width:90px;padding:3px 4px}.coverage .share .bar{margin:0;gap:1px}
.coverage button.plain{padding:0;min-width:0;width:100%;text-align:right}
.coverage .none{color:var(--muted)}
.coverage td.bad{background:var(--bad-bg);font-weight:700}.coverage td.odd{background:var(--odd-bg);font-weight:700}
.coverage .requirement td{text-align:left;white-space:normal;background:var(--panel);padding:6px 8px 6px 24px}
.coverage thead th{white-space:normal}
.opener{border:0;background:none;padding:0;min-height:24px;text-align:left;font-weight:400}
.opener::before{content:"▸";display:inline-block;width:1.2em;color:var(--muted)}
.opener[aria-expanded=true]::before{content:"▾"}
.neighbours{display:flex;gap:16px;margin-bottom:8px;font-size:13px}
.case-head{margin-bottom:12px}
.case-head h2,.case-head h3{font-size:19px;font-weight:600;margin-bottom:4px}
.case-head .id{font-size:15px}.case-name{font-weight:500}
.argument{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:0 28px}
.argument p{margin-bottom:6px;overflow-wrap:anywhere}
.lead{font-size:15px}
.finding{margin:0 0 10px;padding:10px 12px;border:1px solid var(--line);border-left:4px solid var(--open);border-radius:6px;overflow-wrap:anywhere}
.finding.fail{border-left-color:var(--bad)}.finding.warn{border-left-color:var(--odd)}
.finding dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 12px}
.finding dt{color:var(--muted)}
mark{background:var(--mark);color:inherit;border-radius:2px;font-weight:600}
.rerun{padding:8px 12px;background:var(--panel);border:1px solid var(--line);border-radius:6px;margin-bottom:18px;overflow-wrap:anywhere;line-height:2}
.exchange>h3{margin-bottom:6px}
.exchange-panes{display:grid;gap:16px;grid-template-columns:minmax(0,1fr)}
.ladder-box{overflow:auto;border:1px solid var(--line);border-radius:6px;max-height:52vh}
.ladder,.ladder-head{display:block}
.ladder-drawing{width:max-content;min-width:100%}
.ladder-head{position:sticky;top:0;background:var(--bg)}.ladder-head .rule{stroke:var(--line)}
.lane-box{fill:var(--panel);stroke:var(--line)}
.device .lane-box{fill:var(--lit);stroke:var(--accent)}.ladder-head .device .small{fill:var(--ink)}
.ladder text,.ladder-head text{font-size:12.5px;fill:var(--ink)}
.ladder .small,.ladder-head .small{font-size:11.5px;fill:var(--muted)}
.ladder-head .lane-name{font-weight:600}
.ladder .lane{stroke:var(--lane);stroke-width:1.5}
.ladder .divider line{stroke:var(--line);stroke-dasharray:3 3}
.message .hit{fill:transparent}
.message:hover .hit{fill:var(--panel)}
.message.selected .hit{fill:var(--open-bg)}
.message.marked .hit{fill:var(--bad-bg)}
.message.selected .hit,.message:focus-visible .hit{stroke:var(--accent);stroke-width:1.5}
.message:focus{outline:none}
.message:focus-visible .hit{stroke-width:2.5}
.message .shaft{stroke:var(--ink);stroke-width:1.4}
.message .head{fill:var(--ink)}
.message .cross{stroke:var(--bad);stroke-width:2;fill:none}
.message .label{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:12px}
.message text{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}.message.selected text{stroke:var(--open-bg)}.message.marked text{stroke:var(--bad-bg)}
.message .frame{font-weight:600}
.message.marked .frame,.message.marked .label{fill:var(--bad);font-weight:700}
.message.lost .shaft{stroke-dasharray:5 4}
.message .lost-words{fill:var(--bad)}
.message.error .shaft{stroke:var(--odd);stroke-dasharray:8 3 2 3}.message.error .head{fill:var(--odd)}.message.error .label{fill:var(--odd)}
.inspector{border:1px solid var(--line);border-radius:6px;padding:10px 12px}
.inspector-head{display:flex;justify-content:space-between;gap:10px;align-items:baseline}
.inspector h4{margin:0;font-size:14px}.inspector h4 .label{font-family:ui-monospace,Menlo,Consolas,monospace;font-weight:500}
.inspector p{overflow-wrap:anywhere;margin-top:2px}
.told-here{padding:4px 8px;border-radius:4px}
.told-here.bad{background:var(--bad-bg);color:var(--bad)}.told-here.odd{background:var(--odd-bg);color:var(--odd)}
.decode{display:grid;grid-template-columns:minmax(300px,1fr) max-content;gap:20px;margin-top:10px;align-items:start}
.fields{min-width:0}
.row{display:grid;grid-template-columns:30px minmax(90px,12.5em) minmax(0,1fr);column-gap:8px;padding:1px 4px;border-radius:3px;cursor:default;font-size:13px}
.row .at{color:var(--muted);text-align:right}
.row .value{overflow-wrap:anywhere}
.row.level-2 .name{padding-left:14px}.row.level-3 .name{padding-left:28px}.row.level-4 .name{padding-left:42px}
.row.option{margin-top:4px;border-top:1px solid var(--line)}
.row.option .name{font-weight:600}.row.option .value{color:var(--muted)}
.row .note{grid-column:2/-1;color:var(--odd);font-size:12.5px;overflow-wrap:anywhere}
.row .verdict-note{color:var(--bad);font-weight:600}
.row.wrong{background:var(--bad-bg)}
.row.lit,.octet.lit,.ascii .lit{background:var(--lit)!important;color:var(--ink)}
.row.lit .at,.row.lit .quiet,.row.lit .value,.row.lit .note{color:var(--ink)}
.hex{position:sticky;top:0;line-height:1.7;overflow-x:auto}
.hex-row{display:flex;white-space:nowrap}
.hex .at{color:var(--muted);margin-right:10px}
.octet{width:2.9ch;text-align:center;border-radius:2px;cursor:default}
.octet:nth-child(9){margin-right:6px}
.octet.wrong,.ascii .wrong{background:var(--bad-bg);color:var(--bad);font-weight:700;text-decoration:underline}
.octet.noted,.ascii .noted{color:var(--odd);text-decoration:underline dotted}
.ascii{margin-left:10px;color:var(--muted)}
@media (max-width:1180px){.decode{grid-template-columns:minmax(0,1fr)}.hex{position:static}}
@media (max-width:820px){.coverage .share{display:none}.coverage{min-width:0;font-size:12.5px}.coverage th,.coverage td{padding:3px}.coverage thead th{font-size:11px}.row{grid-template-columns:26px minmax(80px,9em) minmax(0,1fr)}.ladder-box{max-height:none}}
`
