'use client';

/** Stands in for the whole document, so nothing of the shop's own parts can be relied on here. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui, sans-serif', padding: '3rem', textAlign: 'center' }}>
        <title>Ticketing</title>
        <h1>Ticketing is not available right now</h1>
        <p>Nothing that you have bought or sold is affected.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  );
}
