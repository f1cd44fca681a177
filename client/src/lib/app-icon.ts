/** The icon of the shop. `icon.svg` is the same with round corners; phones cut their own. */
export const appIcon =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'>" +
  "<path fill='#0f7459' d='M0 0h32v32H0z'/>" +
  "<path fill='#fff' d='M7 10.5A1.5 1.5 0 0 1 8.5 9h15a1.5 1.5 0 0 1 1.5 1.5v2.7a2.9 2.9 0 0 0 0 5.6v2.7a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 7 21.5v-2.7a2.9 2.9 0 0 0 0-5.6z'/>" +
  "<path stroke='#0f7459' stroke-width='1.8' stroke-linecap='round' stroke-dasharray='.1 3.3' d='M19 11.5v10'/></svg>";
