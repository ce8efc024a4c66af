// The page's style sheet: light, dark, phone and A3 paper.
#include "journey/html.hpp"
#include "journey/svg.hpp"

namespace voxmap {

std::string html_style() {
  return R"css(
:root{color-scheme:light dark;--page:#f4f6f8;--card:#fff;--ink:#1a2430;--soft:#55626f;--rule:#e1e6eb;
--accent:#0072b2;--pos:#00694c;--neg:#a84a00;--posb:#009e73;--negb:#d55e00;--unc:#7b8794}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);line-height:1.5;font-size:15px;
font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:1560px;margin:0 auto;padding:28px 32px 48px}
h1{font-size:30px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em;text-wrap:balance;overflow-wrap:anywhere}
h2{font-size:19px;line-height:1.3;margin:44px 0 12px}
h3{font-size:15px;margin:20px 0 6px}
p{margin:0 0 8px;max-width:76ch}
a{color:var(--accent)}
.eyebrow{font-size:12px;font-weight:600;letter-spacing:.08em;text-transform:uppercase;color:var(--accent);margin:0 0 4px}
.lede{color:var(--soft)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:20px 0;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:10px 16px}
.tiles b{display:block;font-size:22px;line-height:1.25;font-weight:650}
.tiles span{color:var(--soft);font-size:12.5px}
.points{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:12px;margin:0 0 20px}
.point{background:var(--card);border:1px solid var(--rule);border-left:4px solid var(--unc);border-radius:10px;padding:14px 18px}
.point.positive{border-left-color:var(--posb)}
.point.negative{border-left-color:var(--negb)}
.point h2{font-size:12.5px;margin:0;color:var(--soft);font-weight:600}
.point .name{font-size:17px;font-weight:600;margin:2px 0 6px;max-width:none}
.positive .value{color:var(--pos)}
.negative .value{color:var(--neg)}
.value{font-weight:650;white-space:nowrap}
blockquote{margin:0 0 4px;max-width:76ch;overflow-wrap:anywhere}
blockquote u{text-decoration-thickness:2px;text-underline-offset:3px;text-decoration-color:var(--accent)}
.trace{font-size:12.5px;color:var(--soft);margin:0;max-width:none;overflow-wrap:anywhere}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.92em;overflow-wrap:anywhere}
figure{margin:0;background:var(--card);border:1px solid var(--rule);border-radius:12px;overflow:hidden}
.scroll{display:flex;overflow-x:auto;padding:10px 0 4px}
.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.scroll svg{display:block;flex:none}
.lanes{position:sticky;left:0;z-index:1;background:var(--card);flex:none;overflow:hidden;margin-left:4px}
.columns{margin-right:auto}
figcaption{border-top:1px solid var(--rule);padding:12px 18px 14px;font-size:12.5px;color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:4px 18px;margin:0;padding:0;list-style:none}
.legend+.legend{margin-top:6px}
.legend li{display:flex;align-items:center;gap:7px;overflow-wrap:anywhere}
.legend .head{font-weight:600;color:var(--ink);min-width:64px}
.legend svg{flex:none}
.table{overflow-x:auto;background:var(--card);border:1px solid var(--rule);border-radius:10px}
.table:focus-visible{outline:2px solid var(--accent)}
table{border-collapse:collapse;width:100%;font-size:13.5px}
caption{text-align:left;color:var(--soft);font-size:12.5px;padding:10px 14px 0}
th,td{padding:8px 14px;text-align:left;vertical-align:top;border-top:1px solid var(--rule)}
thead th{font-size:12.5px;color:var(--soft);font-weight:600;white-space:nowrap;border-top:0}
tbody th{font-weight:600;min-width:120px}
.n{text-align:right;white-space:nowrap}
.beliefs td,.beliefs th{white-space:normal;vertical-align:top;min-width:120px;max-width:320px;overflow-wrap:anywhere}
.marks th,.marks td{padding:8px 10px}
.marks thead th{white-space:normal;vertical-align:bottom;overflow-wrap:break-word;max-width:112px}
td.positive{color:var(--pos)}
td.negative{color:var(--neg)}
td.positive,td.negative{font-weight:600}
.table+p,.panels+p{margin-top:12px}
.dim{color:var(--soft);font-weight:400}
header+figure{margin-top:20px}
details{background:var(--card);border:1px solid var(--rule);border-radius:10px;margin:0 0 8px}
summary{cursor:pointer;padding:10px 14px;font-weight:600;border-radius:10px}
summary:focus-visible{outline:2px solid var(--accent)}
summary span{font-weight:400;color:var(--soft)}
details .table{border:0;border-top:1px solid var(--rule);border-radius:0 0 10px 10px}
.quotes{display:grid;grid-template-columns:repeat(auto-fill,minmax(380px,1fr));gap:12px}
.quote{background:var(--card);border:1px solid var(--rule);border-left:4px solid var(--unc);border-radius:10px;padding:12px 16px}
.quote.positive{border-left-color:var(--posb)}
.quote.negative{border-left-color:var(--negb)}
.quote p{max-width:none}
.quote .where{font-size:12.5px;font-weight:600;margin-bottom:4px}
.manual{columns:2 420px;column-gap:40px}
.manual h3{break-after:avoid}
.manual h3:first-child{margin-top:0}
.manual p{break-inside:avoid-column}
.story{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:0 40px;align-items:start}
.story>header,.story>figure,.story>.part:nth-child(2){grid-column:1/-1}
.story>*{min-width:0}
.story .part{max-width:76ch;break-inside:avoid;border-left:3px solid var(--rule);padding-left:20px;margin:28px 0}
.story .part.positive{border-color:var(--posb)}
.story .part.negative{border-color:var(--negb)}
.story .part h2{margin:0 0 6px}
.story .part p{font-size:16px;line-height:1.6}
.story .part p.trace{font-size:12.5px}
.story blockquote{margin:12px 0 2px;font-size:17px}
.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(340px,1fr));gap:12px;padding:0;margin:0;list-style:none}
.panels li{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:14px 14px 8px;break-inside:avoid}
.panels h3{margin:0}
.panels p{font-size:12.5px;color:var(--soft);margin:0 0 4px}
.panels svg{display:block;width:100%;height:auto}
footer{margin-top:44px;padding-top:16px;border-top:1px solid var(--rule);font-size:12.5px;color:var(--soft)}
footer p{max-width:none;overflow-wrap:anywhere}
@media screen and (prefers-color-scheme:dark){
:root{--page:#0b0f14;--card:#11161d;--ink:#e9eef4;--soft:#a5b1bf;--rule:#2a333d;--accent:#62b6ee;
--pos:#5fd6b0;--neg:#ffa573;--posb:#2fc497;--negb:#ff8b4d;--unc:#93a0ad}}
@media (max-width:640px){
main{padding:18px 14px 32px}
h1{font-size:24px}
.tiles{grid-template-columns:1fr 1fr;gap:8px}
.tiles li{padding:8px 12px}
.points,.quotes{grid-template-columns:1fr}
.beliefs thead{position:absolute;clip-path:inset(50%)}
.beliefs tbody,.beliefs tr,.beliefs td,.beliefs th{display:block;max-width:none}
.beliefs td{border-top:0;padding-top:0}
.beliefs td:nth-child(n+4)::before{display:block;color:var(--soft);font-size:12.5px;font-weight:600}
.beliefs td:nth-child(4)::before{content:'For it'}
.beliefs td:nth-child(5)::before{content:'Against it'}
.lanes{width:126px;margin-left:0;box-shadow:6px 0 8px -6px rgba(0,0,0,.25)}
.lanes .hint{display:none}
figure{border-radius:8px}
.manual{columns:1}}
@media print{
@page{size:A3 landscape;margin:10mm}
:root{--page:#fff}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
main{max-width:none;padding:0}
.sheet{display:grid;grid-template-columns:minmax(300px,1fr) min-content;column-gap:20px;grid-template-rows:min-content 1fr;break-after:page}
.sheet>*{min-width:0}
.sheet>header{grid-column:1}
.sheet>.points{grid-column:1;grid-row:2;align-self:start;grid-template-columns:1fr}
.sheet>figure{grid-column:2;grid-row:1/span 2;align-self:start}
.sheet+h2{margin-top:0}
.tiles{margin:12px 0}
.scroll{justify-content:center}
.scroll,.table{overflow:visible}
.lanes{position:static}
figure,.quote,.point,.table,details,tr{break-inside:avoid}
h2,h2+p{break-after:avoid}
details::details-content{content-visibility:visible;block-size:auto}
.tip{display:none}}
)css" + svg_style() +
         "\n";
}

}  // namespace voxmap
