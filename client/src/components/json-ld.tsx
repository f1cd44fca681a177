/** Data for search engines. The browser never runs it. */
export function JsonLd({ data }: { data: object }) {
  // A title may contain `</script>`.
  const text = JSON.stringify(data).replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
