/// How the status page looks, in light and in dark, from a phone's width on.
enum StatusStyle {
    static let css = """
        :root{--back:#f6f7f9;--card:#fff;--text:#16202c;--dim:#5a6675;--line:#dde2e8;--good:#146c37;--warn:#8a5300;\
        --bad:#b3201c;--bar:#2f6fd0}
        @media(prefers-color-scheme:dark){:root{--back:#11161c;--card:#1a2129;--text:#e6ebf1;--dim:#9aa7b5;\
        --line:#2c3641;--good:#5fd38a;--warn:#f0b455;--bad:#ff8a80;--bar:#6aa2f7}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--back);color:var(--text);font:15px/1.45 system-ui,sans-serif}
        main{max-width:72rem;margin:0 auto;padding:1rem}
        h1{font-size:1.25rem;margin:0;overflow-wrap:anywhere}
        h2{font-size:.95rem;margin:0}
        p{margin:.15rem 0}
        a{color:var(--bar)}
        .dim{color:var(--dim);font-size:.85rem;overflow-wrap:anywhere}
        .good,.mark.pass{color:var(--good)}
        .warn,.mark.unknown{color:var(--warn)}
        .bad,.mark.fail{color:var(--bad)}
        .mark{font-weight:600;white-space:nowrap}
        .mark.not-yet{color:var(--dim);font-weight:400}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));gap:.75rem;margin:1rem 0}
        .tile,section:not(.tiles),details{background:var(--card);border:1px solid var(--line);border-radius:.6rem;\
        padding:.75rem .9rem;min-width:0}
        section:not(.tiles),details{margin:.75rem 0}
        .tile h2{color:var(--dim);font-weight:500}
        .value{font-size:1.35rem;font-weight:650;font-variant-numeric:tabular-nums}
        progress,meter{width:100%;height:.5rem;accent-color:var(--bar)}
        table{width:100%;border-collapse:collapse;margin-top:.4rem}
        th,td{text-align:left;vertical-align:top;padding:.35rem .5rem .35rem 0;border-top:1px solid var(--line);\
        font-weight:400;overflow-wrap:anywhere}
        th{font-weight:600;white-space:nowrap}
        .markets{list-style:none;margin:.4rem 0 0;padding:0;display:grid;\
        grid-template-columns:repeat(auto-fill,minmax(min(100%,14rem),1fr));gap:.1rem 1.5rem}
        .markets li{display:grid;grid-template-columns:5.5rem 1fr 4rem;gap:.5rem;align-items:center}
        .markets b{text-align:right;font-weight:500;font-variant-numeric:tabular-nums}
        summary{cursor:pointer;font-weight:600}
        .lines{list-style:none;margin:.4rem 0 0;padding:0;font:12.5px/1.5 ui-monospace,monospace}
        .lines li{overflow-wrap:anywhere;padding:.1rem 0}
        #lost{margin:0;padding:.6rem 1rem;background:var(--bad);color:var(--back);font-weight:600;position:sticky;top:0}
        footer{margin:1rem 0}
        @media(max-width:40rem){main{padding:.6rem}.tiles{grid-template-columns:1fr 1fr;gap:.5rem}.value{font-size:1.15rem}\
        .verdict tr{display:grid;grid-template-columns:4.5rem 1fr;padding:.35rem 0;border-top:1px solid var(--line)}\
        .verdict th,.verdict td{border:0;padding:0}.verdict td:last-child{grid-column:1/-1;color:var(--dim);font-size:.85rem}}
        """
}
