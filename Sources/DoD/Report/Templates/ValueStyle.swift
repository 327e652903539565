/// Estimates, bars of counts and curves.
enum ValueStyle {
    static let text = """
        :root{--gain:#00694f;--loss:#a63603;--even:#3b6ea5;--few:#8a9199}
        @media (prefers-color-scheme:dark){:root{--gain:#5fcfae;--loss:#ff9d66;--even:#86bdf0;--few:#7c858f}}
        .gain{--mark:var(--gain)}.loss{--mark:var(--loss)}.even{--mark:var(--even)}.few{--mark:var(--few)}.brief{--mark:var(--even);--faint:.3}
        .sub{margin:18px 0 6px}
        h2 small{font-weight:400;margin-left:6px}
        .alone{display:inline-block;margin:0 0 10px;border-radius:12px;white-space:normal}
        .values{--label:150px;--note:250px}
        .values .lane{padding:2px 0;min-height:22px}
        .values .strip{height:18px;overflow:visible}
        .values .range,.hours .range{stroke:var(--mark);stroke-width:2.5px;stroke-opacity:calc(var(--faint,.55) + 0);vector-effect:non-scaling-stroke;fill:none;shape-rendering:auto}
        .values .point,.hours .point{stroke:var(--mark);stroke-width:8px;stroke-linecap:round;stroke-opacity:calc(var(--faint,.8) + .2);vector-effect:non-scaling-stroke;fill:none;shape-rendering:auto}
        .values .over b{border-width:0 0 0 1px;border-color:var(--soft);opacity:.6}
        .values .note{display:flex;justify-content:space-between;gap:8px;color:var(--ink)}
        .key path{stroke:var(--mark)}
        .wide td,.wide th{overflow-wrap:break-word}
        .values .few .note,td.few{color:var(--soft)}
        .counts{--note:150px}
        .counts .lane{padding:1px 0}
        .counts .strip{height:14px}
        .counts .note{display:flex;justify-content:space-between;gap:8px;color:var(--ink)}
        .sum{stroke:var(--bar)}
        .zone{display:grid;grid-template-columns:80px minmax(0,1fr);margin:12px 0;font-size:12.5px}
        .zone .label{padding-top:4px}
        .hours{display:block;width:100%;height:110px;background:var(--tint);border-radius:6px}
        .hours .zero{stroke:var(--soft);stroke-width:1px;vector-effect:non-scaling-stroke;opacity:.7}
        .clock{display:grid;grid-template-columns:repeat(24,minmax(0,1fr));color:var(--soft);font-size:11px;text-align:center;padding-top:3px}
        .curve{height:64px}
        .curve path{fill:none;stroke:var(--bar);stroke-width:1.6px;vector-effect:non-scaling-stroke}
        .line .chart .curve{border-bottom:1px solid var(--soft)}
        .session .bars{height:64px}
        .session .chart{padding-top:4px}
        .session .axis{border-top:0}
        tbody th{color:var(--ink);font-size:13.5px;white-space:nowrap}
        td small{white-space:nowrap}
        details table{margin-top:6px}
        @media (max-width:640px){.values{--label:96px;--note:0px}.values .lane{grid-template-columns:var(--label) minmax(0,1fr);padding:4px 0}
        .wide table{min-width:620px}.wide .gates{min-width:900px}
        .values .note{position:relative;z-index:1;background:var(--card);grid-column:2;padding-left:0;white-space:normal;justify-content:flex-start;font-size:11.5px}
        .counts{--label:108px;--note:112px}.counts .note small{display:block}
        .zone{grid-template-columns:minmax(0,1fr)}.clock span:nth-child(3n+2),.clock span:nth-child(3n){visibility:hidden}.hours{height:96px}}
        """
}
