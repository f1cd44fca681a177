'use client';

/** Replaces the whole document, including the layout, so it uses none of the shop's components. */
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
