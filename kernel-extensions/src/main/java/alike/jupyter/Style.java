package alike.jupyter;

/**
 * The one style sheet of all our outputs. Ink and background come from the page, lines and shades
 * are half-transparent grey: so it fits light and dark, in JupyterLab, VS Code and exported pages,
 * without asking which it is. It goes out with each output, so that each stands alone.
 */
final class Style {

  static final String CSS =
      """
      .alike{font:var(--jp-ui-font-size1,13px)/1.45 var(--jp-ui-font-family,system-ui,sans-serif);\
      color:inherit;max-width:880px;font-variant-numeric:tabular-nums}
      .alike *{box-sizing:border-box}
      .alike .alike-card{border:1px solid #8885;border-radius:8px;padding:12px 16px;margin:4px 0}
      .alike .alike-head{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline;\
      justify-content:space-between}
      .alike .alike-left{justify-content:flex-start}
      .alike .alike-title{font-weight:600;font-size:1.1em}
      .alike .alike-dim{opacity:.72}
      .alike .alike-small{font-size:.86em}
      .alike .alike-table{border-collapse:collapse;margin:6px 0;font-size:inherit;border:0}
      .alike .alike-table tr:nth-child(n){background:none}
      .alike .alike-table th,.alike .alike-table td{text-align:left;padding:3px 10px;border:0;\
      border-bottom:1px solid #8883;vertical-align:top;max-width:48em;white-space:normal}
      .alike .alike-table thead th{border-bottom:1px solid #8889}
      .alike .alike-table .alike-n{text-align:right;white-space:nowrap}
      .alike .alike-table th:first-child{padding-left:0}
      .alike .alike-table th{font-weight:600}
      .alike .alike-scroll{overflow-x:auto}
      .alike .alike-card pre.alike-code:not(x){font-family:var(--jp-code-font-family,ui-monospace,monospace);\
      font-size:.93em;background:#8881;border-radius:4px;padding:6px 10px;margin:8px 0 0;\
      white-space:pre-wrap;overflow-wrap:anywhere;color:inherit}
      .alike .alike-formula{margin:10px 0;overflow-x:auto;font-size:1.15em}
      .alike .alike-grid{display:grid;gap:6px 4px;width:max-content;max-width:100%;\
      overflow-x:auto;margin:6px 0}
      .alike .alike-grid figure{margin:0;text-align:center}
      .alike .alike-grid img{display:block;margin:0 auto;image-rendering:pixelated;max-width:none}
      .alike .alike-grid figcaption{font-size:.76em;line-height:1.2;opacity:.8;overflow-wrap:anywhere}
      .alike .alike-row{align-self:center;padding-right:8px;font-size:.86em}
      .alike .alike-bar{height:6px;border-radius:3px;background:#8883;overflow:hidden;margin:10px 0 6px}
      .alike .alike-bar>div{height:100%;border-radius:3px;background:var(--alike-state)}
      .alike .alike-chip{border-radius:9px;padding:0 9px;font-size:.86em;white-space:nowrap;\
      border:1px solid var(--alike-state);box-shadow:inset 0 0 0 20px #8881}
      .alike .alike-chip::before{content:"\\25cf";color:var(--alike-state);margin-right:5px}
      .alike .alike-curves{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));\
      gap:10px 20px;margin-top:10px}
      .alike .alike-curves svg{display:block;width:100%;height:auto}
      """;

  private Style() {}

  /** Returns HTML that looks the same wherever it is put. */
  static String wrap(String body) {
    return "<div class=\"alike\"><style>" + CSS + "</style>" + body + "</div>";
  }
}
