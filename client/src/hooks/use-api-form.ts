'use client';

import { useForm } from '@mantine/form';
import { type SubmitEvent, useLayoutEffect, useRef, useState } from 'react';

import { useErrorText } from './use-error-text';
import { useRequest } from './use-request';

type Values = Readonly<Record<string, string>>;

/**
 * A form that the service validates. Each error of a field is shown at that field, and the first such field gets the
 * focus. Other errors are returned as `error`, for the top of the form.
 */
export function useApiForm<V extends Values>(initialValues: V, send: (values: V) => Promise<void>) {
  const errorText = useErrorText();
  const form = useForm<V>({ mode: 'uncontrolled', initialValues });
  const { run, isBusy, error } = useRequest(send);
  const [isSent, setIsSent] = useState(false);

  const formRef = useRef(form);
  formRef.current = form;
  useLayoutEffect(() => {
    const { setErrors, getInputNode, getInitialValues } = formRef.current;
    const fields = Object.keys(getInitialValues());
    const marked = (error?.items ?? []).flatMap((item) =>
      item.field !== undefined && fields.includes(item.field)
        ? [{ field: item.field, message: errorText(item) }]
        : [],
    );
    setErrors(Object.fromEntries(marked.map(({ field, message }) => [field, message])));
    if (marked[0]) getInputNode(marked[0].field)?.focus();
  }, [error, errorText]);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsSent(true);
    // What the fields contain, also if it was typed or filled in before React could see it.
    const typed = new FormData(event.currentTarget);
    const values = Object.entries(form.getValues()).map(([name, value]) => [
      name,
      typed.get(name) ?? value,
    ]);
    void run(Object.fromEntries(values) as V);
  };

  return { form, onSubmit, isBusy, error, isSent };
}
