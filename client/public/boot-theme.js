// A blocking script of our own origin (no inline code under the content policy), so that a light-theme user never sees a dark flash.
(function () {
  var theme = 'auto';
  var lang = null;
  try {
    var saved = JSON.parse(localStorage.getItem('tocsin.prefs') || '{}');
    theme = saved.theme || 'auto';
    lang = saved.lang;
  } catch {
    /* storage may be blocked: the defaults stand */
  }
  if (theme === 'auto') theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  document.documentElement.dataset.theme = theme;
  if (lang) document.documentElement.lang = lang;
})();
