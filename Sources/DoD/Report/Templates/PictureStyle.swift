/// The pictures: strips stretched between a label and a note, so that they fit any width while their text
/// keeps its size.
enum PictureStyle {
    static let text = """
        :root{--l5:#d5e5f1;--l4:#a3c6e0;--l3:#eeb356;--l2:#d9822b;--l1:#b04e0f;--l0:#6b2400;--us:#3b6ea5;--up:#8fb8d6;--down:#a63603;--armed:#e3c9ec;--bite:#6a2c86;--part:#d9822b;--gap:#6b2400;--bar:#5a8fbb;--amb:#eeb356;--flight:#b48ac6;--off:#c3c8ce}
        @media (prefers-color-scheme:dark){:root{--l5:#1f3b50;--l4:#33648a;--l3:#a06418;--l2:#d38a2e;--l1:#f2b255;--l0:#ffe3b0;--us:#7fb2e0;--up:#33648a;--down:#ff9d66;--armed:#4a2d59;--bite:#dca6f5;--part:#d38a2e;--gap:#ffe3b0;--bar:#5f97c4;--amb:#d38a2e;--flight:#a978bf;--off:#545b63}}
        .l5{stroke:var(--l5)}.l4{stroke:var(--l4)}.l3{stroke:var(--l3)}.l2{stroke:var(--l2)}.l1{stroke:var(--l1)}.l0{stroke:var(--l0)}.ln{stroke:none}
        .us{stroke:var(--us)}.short{opacity:.55}.up,.have{stroke:var(--up)}.down,.lostbox{stroke:var(--down)}.armed{stroke:var(--armed)}.bite{stroke:var(--bite)}.part{stroke:var(--part)}.gap{stroke:var(--gap)}.bar{fill:var(--bar)}.amb{stroke:var(--amb)}.flight{stroke:var(--flight)}.away{stroke:var(--off)}
        .plane{--label:150px;--note:150px;position:relative;margin:14px 0 10px;font-size:12.5px;line-height:1.25}
        .heat{--note:126px;padding-top:9px}
        .lane{display:grid;grid-template-columns:var(--label) minmax(0,1fr) var(--note);align-items:center;position:relative}
        .label{padding-right:10px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
        .note{padding-left:10px;white-space:nowrap;color:var(--soft)}
        .heat .note{display:flex;justify-content:space-between;gap:8px;color:var(--ink)}
        .lane svg{display:block;width:100%}
        .strip path,.legend path{fill:none;stroke-width:1;shape-rendering:crispEdges}
        .heat .strip{height:15px;margin:.5px 0}
        .line .lane{padding:4px 0}
        .line .strip{height:16px;background:var(--tint)}
        .line .thin .strip{height:8px}
        .line .chart{padding-top:12px}
        .bars{height:84px;border-bottom:1px solid var(--soft)}
        .over{position:absolute;left:var(--label);right:var(--note);top:0;bottom:24px;pointer-events:none}
        .over b{position:absolute;top:0;bottom:0;min-width:1px;border:solid var(--us);border-width:0 1px;opacity:.75}
        .heat .over b{border-top-width:3px;z-index:1}
        .line .over b{border-width:0;background:var(--us);opacity:.08}
        .axis{position:relative;height:24px;margin:0 var(--note) 0 var(--label);color:var(--soft);font-size:12px;border-top:1px solid var(--rule)}
        .axis span{position:absolute;top:6px;transform:translateX(-50%);white-space:nowrap}
        .axis span::before{content:"";position:absolute;left:50%;top:-6px;height:5px;border-left:1px solid var(--soft)}
        .legend{color:var(--soft);font-size:12.5px;max-width:none;margin:0}
        .legend span{white-space:nowrap;margin-left:10px}
        .legend svg{width:12px;height:12px;vertical-align:-1.5px;border:1px solid var(--rule);border-radius:2px}
        .whole .strip{display:block;width:100%;height:22px;border-radius:4px;margin:10px 0}
        @media (max-width:640px){.plane{--label:74px;--note:64px;font-size:11.5px}.heat{--label:94px;--note:50px}.heat .note small,.line .note small{display:none}
        .note{padding-left:6px;white-space:normal}.label{padding-right:6px}.axis span:not(.major){display:none}.legend span{margin:0 8px 0 0}}
        """
}
