/// Type, page and tables. Colours are variables, once for light and once for dark; pass, fail and unknown
/// are also told by a mark and a word, never by colour alone.
enum PageStyle {
    static let text = """
        :root{color-scheme:light dark;--page:#f6f6f4;--card:#fff;--ink:#1b1f24;--soft:#59616b;--rule:#e2e4e7;--tint:#f3f4f5;
        --pass:#00694f;--pass-tint:#e3f2ec;--rehearsal:#17568f;--rehearsal-tint:#e4eef7;--fail:#a63603;--fail-tint:#fbe9dd;--unknown:#735400;--unknown-tint:#f8efd4}
        @media (prefers-color-scheme:dark){:root{--page:#121417;--card:#1a1d21;--ink:#e7e9ec;--soft:#a0a8b2;--rule:#2e3339;--tint:#22262b;
        --pass:#5fcfae;--pass-tint:#12302a;--rehearsal:#86bdf0;--rehearsal-tint:#152c42;--fail:#ff9d66;--fail-tint:#3d2011;--unknown:#e6c25a;--unknown-tint:#352b0e}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;font-variant-numeric:tabular-nums}
        main{max-width:1080px;margin:0 auto;padding:32px 24px 48px}
        h2{font-size:18px;line-height:1.3;font-weight:650;margin:0 0 8px}
        h3{font-size:15px;font-weight:650;margin:0}
        h3 small{font-weight:400;color:var(--soft);margin-left:6px}
        p{margin:0 0 8px;max-width:78ch}
        ul,ol,dl,dd,blockquote{margin:0;padding:0}
        ul{list-style:none}
        small{font-size:12px;color:var(--soft)}
        code,.where{font:12.5px/1.6 ui-monospace,"SFMono-Regular",Menlo,Consolas,"Noto Sans Mono",monospace}
        p,dd,li,td,blockquote{overflow-wrap:anywhere}
        section{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:22px 24px;margin-top:16px}
        footer{color:var(--soft);font-size:13px;margin-top:24px}
        .rest{color:var(--soft);font-size:13px;margin:8px 0 0}
        .rest:empty{display:none}
        .verdict{border-radius:10px;padding:28px 28px 22px;border:1px solid var(--tone);background:var(--tone-tint)}
        .pass{--tone:var(--pass);--tone-tint:var(--pass-tint)}
        .rehearsal{--tone:var(--rehearsal);--tone-tint:var(--rehearsal-tint)}
        .fail{--tone:var(--fail);--tone-tint:var(--fail-tint)}
        .unknown{--tone:var(--unknown);--tone-tint:var(--unknown-tint)}
        .word{display:flex;align-items:center;gap:16px;margin:0 0 10px;color:var(--tone);font-size:clamp(30px,6.4vw,54px);line-height:1.05;letter-spacing:-.02em;max-width:none}
        .word strong{font-weight:750}
        .mark{flex:none;display:grid;place-items:center;width:1.15em;height:1.15em;border-radius:50%;background:var(--tone);color:var(--tone-tint);font-size:.8em;font-weight:700;letter-spacing:0}
        .meaning{font-size:17px;margin-bottom:18px}
        .facts{display:flex;flex-wrap:wrap;gap:10px 32px;font-size:14px}
        dt{color:var(--soft);font-size:12px}
        .criteria>li,.faults>li{display:grid;grid-template-columns:104px minmax(0,1fr);gap:0 12px;padding:14px 0;border-top:1px solid var(--rule)}
        .criteria>li:first-child,.faults>li:first-child{border-top:0;padding-top:6px}
        .criteria>li:last-child,.faults>li:last-child{padding-bottom:0}
        .result{justify-self:start;align-self:start;margin:0;padding:1px 10px 1px 8px;border-radius:99px;background:var(--tone-tint);color:var(--tone);font-size:13px;font-weight:650;white-space:nowrap}
        .criteria p,.faults p{margin-bottom:4px}
        .numbers{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:4px 24px;margin-top:6px;font-size:13px}
        .numbers i{font-style:normal;color:var(--soft);margin-right:4px}
        .where{margin-top:8px;padding:8px 12px;background:var(--tint);border-radius:6px;max-height:320px;overflow:auto}
        summary{cursor:pointer;color:var(--soft);font-size:12.5px;width:fit-content}
        .next{padding-left:20px}
        .next li{padding:3px 0 3px 4px;max-width:78ch}
        blockquote{margin:6px 0;padding:6px 12px;border-left:3px solid var(--rule);color:var(--ink);background:var(--tint);border-radius:0 6px 6px 0}
        .times{display:flex;flex-wrap:wrap;gap:2px 28px;font-size:13px}
        .times div{display:flex;gap:6px;align-items:baseline}
        .tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:1px;background:var(--rule);border:1px solid var(--rule);border-radius:8px;overflow:hidden;margin-top:14px}
        .tiles div{background:var(--card);padding:12px 14px}
        .tiles dt{font-size:13px}
        .tiles strong{display:block;font-size:22px;line-height:1.25;font-weight:650}
        .tiles .fail strong,.tiles .fail dt{color:var(--tone)}
        .tiles small{display:block}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:13.5px}
        th{text-align:left;color:var(--soft);font-weight:400;font-size:12px}
        th,td{padding:5px 16px 5px 0;border-bottom:1px solid var(--rule);vertical-align:top}
        tr:last-child td{border-bottom:0}
        .n{text-align:right;white-space:nowrap}
        td em{display:block;font-style:normal;color:var(--fail)}
        tr.fail td:first-child{font-weight:650}
        tr.fail em{font-weight:400}
        @media (max-width:640px){main{padding:12px 10px 32px}section{padding:18px 14px}.verdict{padding:20px 16px 16px}
        .word{gap:12px}.criteria>li,.faults>li{grid-template-columns:minmax(0,1fr);gap:6px}.numbers{grid-template-columns:minmax(0,1fr)}
        .tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.facts{gap:8px 24px}th,td{padding-right:10px}}
        @media print{body{background:#fff}section,.verdict{break-inside:avoid}.where{max-height:none}}
        """
}
