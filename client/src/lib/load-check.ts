const longestLoadMs = 10_000;

export const loadFailedId = 'load-failed';

declare global {
  interface Window {
    /** Set by {@link loadCheckScript}. The page calls it when its scripts run. */
    pageIsRunning?: () => void;
  }
}

/** Plain text, because it must run when the page's own scripts do not. */
export const loadCheckScript = `(() => {
  const message = document.getElementById('${loadFailedId}');
  const show = () => { message.hidden = false; };
  const timer = setTimeout(show, ${String(longestLoadMs)});
  const onError = ({ target }) => { if (target instanceof HTMLScriptElement) show(); };
  addEventListener('error', onError, true);
  window.pageIsRunning = () => {
    clearTimeout(timer);
    removeEventListener('error', onError, true);
    message.hidden = true;
  };
})();`;
