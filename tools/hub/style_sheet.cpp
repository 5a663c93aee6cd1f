// The pages' only style sheet: readable on a phone in the corridor, in light and dark.
#include "tools/hub/pages.h"

namespace signage::hub {

std::string styleSheet() {
    return R"css(:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--paper:#f6f7f9;--card:#fff;--line:#d0d7de;
--good:#116329;--goodbg:#dafbe1;--warn:#7a4b00;--warnbg:#fff3c4;--bad:#a40e26;--badbg:#ffe3e6;--note:#0a4fa0;--notebg:#ddf0ff}
@media (prefers-color-scheme:dark){:root{--ink:#e8edf2;--soft:#a3adb8;--paper:#0f1419;--card:#1a2129;--line:#38424d;
--good:#7ee2a0;--goodbg:#10301c;--warn:#f5cf74;--warnbg:#392a05;--bad:#ffa3ad;--badbg:#48121b;--note:#93cbff;--notebg:#0d2d4d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.6 "BIZ UDPGothic","BIZ UDGothic","Hiragino Sans","Noto Sans CJK JP","Noto Sans JP",sans-serif}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1rem;padding:1rem clamp(1rem,4vw,2.5rem);background:var(--card);border-bottom:1px solid var(--line)}
header p{margin:0;color:var(--soft)}
header form{margin-left:auto}
h1{margin:0;font-size:1.35rem}
main{padding:1rem clamp(1rem,4vw,2.5rem) 3rem;max-width:90rem;margin:0 auto}
small{display:block;color:var(--soft);font-size:.8rem;overflow-wrap:anywhere}
button{font:inherit;padding:.4rem 1rem;border:1px solid var(--line);border-radius:.4rem;background:var(--card);color:var(--ink);cursor:pointer}
:focus-visible{outline:3px solid var(--note);outline-offset:2px}
.verdict{margin:0 0 1rem;padding:.75rem 1rem;border-radius:.5rem;font-weight:700}
.verdict.good,.state.good{background:var(--goodbg);color:var(--good)}
.verdict.bad,.state.bad{background:var(--badbg);color:var(--bad)}
.verdict.warn{background:var(--warnbg);color:var(--warn)}
.verdict.note,.state.note{background:var(--notebg);color:var(--note)}
.state.warn{background:var(--warnbg);color:var(--warn)}
.counts,.channels{list-style:none;margin:0 0 1rem;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}
.counts li{flex:1 1 8rem;padding:.5rem 1rem;border:1px solid var(--line);border-left-width:.4rem;border-radius:.5rem;background:var(--card)}
.counts b{font-size:1.6rem;font-variant-numeric:tabular-nums;margin-right:.25rem}
.counts .good{border-left-color:var(--good)}.counts .warn{border-left-color:var(--warn)}.counts .bad{border-left-color:var(--bad)}
.counts .none{color:var(--soft)}
.channels{color:var(--soft);gap:.25rem 1.5rem}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
caption{text-align:left;font-weight:700;padding:.5rem 0}
th,td{padding:.6rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.85rem;white-space:nowrap}
tbody th{font-weight:700}
td ul{margin:0;padding-left:1.1rem}
td time{white-space:nowrap;font-variant-numeric:tabular-nums}
td,tbody th{overflow-wrap:anywhere}
.state{display:inline-block;padding:.1rem .6rem;border-radius:1rem;font-weight:700;white-space:nowrap}
.state i{font-style:normal;margin-right:.35rem}
details{margin-top:1.5rem}
summary{cursor:pointer;font-weight:700}
details ul{columns:16rem;padding-left:1.1rem}
.login{max-width:26rem;padding-top:12vh}
.login h2{font-size:1.05rem;margin-top:2rem}
.login form{display:grid;gap:.5rem;margin:1rem 0}
.login input{font:inherit;padding:.6rem;border:1px solid var(--line);border-radius:.4rem;width:100%;background:var(--card);color:var(--ink)}
@media (max-width:48rem){
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
table,tbody,caption{display:block;border:0;background:none}
tr{display:block;margin-bottom:.75rem;padding:.5rem .75rem;background:var(--card);border:1px solid var(--line);border-radius:.5rem}
tr.bad{border-left:.4rem solid var(--bad)}tr.warn{border-left:.4rem solid var(--warn)}
td,tbody th{display:grid;grid-template-columns:6.5rem 1fr;gap:.5rem;border:0;padding:.15rem 0}
td::before,tbody th::before{content:attr(data-label);color:var(--soft);font-size:.85rem;font-weight:400}
tbody th small{grid-column:2}
.state{justify-self:start}
}
)css";
}

}  // namespace signage::hub
