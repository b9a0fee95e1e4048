/** Colours of a drawing by what they mean, for light paper and for dark; all of them below `svg.pader`. */
export const SVG_STYLE = `
.pader text{font:13px system-ui,'DejaVu Sans',sans-serif;fill:#1f2328}
.pader .paper{fill:#fff}.pader .title{font-size:16px;font-weight:600}.pader .legend{fill:#59636e;font-size:12px}
.pader .wire{fill:none;stroke-width:2}.pader .gone{stroke-dasharray:5 4;opacity:.6}
.pader .wire.lane0{stroke:#0969da}.pader .wire.lane1{stroke:#8250df}.pader .wire.lane2{stroke:#bf3989}.pader .wire.lane3{stroke:#1b7c83}
.pader .joint.lane0{fill:#0969da}.pader .joint.lane1{fill:#8250df}.pader .joint.lane2{fill:#bf3989}.pader .joint.lane3{fill:#1b7c83}
.pader .jointName{fill:#fff;text-anchor:middle;font-weight:600}
.pader .card{fill:#f6f8fa;stroke:#d1d9e0}.pader .place{font-weight:700;font-size:15px}.pader .group{fill:#59636e;font-size:12px}
.pader .chip{fill:#fff;stroke:#d1d9e0}.pader .chip.transit{fill:#ddf4ff;stroke:#0969da}.pader .load{text-anchor:end;fill:#59636e;font-size:12px}
.pader .added{stroke:#1a7f37!important;stroke-width:2}.pader .chip.added{fill:#dafbe1}
.pader .removed{stroke:#cf222e!important;stroke-width:2;stroke-dasharray:5 3}.pader .chip.removed{fill:#fff5f4}
.pader .changed{stroke:#9a6700!important;stroke-width:2}.pader .chip.changed{fill:#fff8c5}
.pader .risk{stroke:#cf222e!important;stroke-width:4}.pader .chip.risk{fill:#ffebe9}
@media(prefers-color-scheme:dark){
.pader text{fill:#f0f6fc}.pader .paper{fill:#0d1117}.pader .legend,.pader .group,.pader .load{fill:#9198a1}
.pader .wire.lane0{stroke:#4493f8}.pader .wire.lane1{stroke:#ab7df8}.pader .wire.lane2{stroke:#db61a2}.pader .wire.lane3{stroke:#39c5cf}
.pader .joint.lane0{fill:#4493f8}.pader .joint.lane1{fill:#ab7df8}.pader .joint.lane2{fill:#db61a2}.pader .joint.lane3{fill:#39c5cf}
.pader .jointName{fill:#0d1117}
.pader .card{fill:#151b23;stroke:#3d444d}.pader .chip{fill:#0d1117;stroke:#3d444d}.pader .chip.transit{fill:#121d2f;stroke:#4493f8}
.pader .added{stroke:#3fb950!important}.pader .chip.added{fill:#12261e}.pader .removed{stroke:#f85149!important}.pader .chip.removed{fill:#25171c}
.pader .changed{stroke:#d29922!important}.pader .chip.changed{fill:#272115}.pader .risk{stroke:#f85149!important}.pader .chip.risk{fill:#25171c}}
`
