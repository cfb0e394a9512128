// Menus, and the fields of forms: what is shown, and what is sent of it. The kinds are Discord's component types.

const MENUS = [3, 5, 6, 7, 8];

export const isMenu = (part) => MENUS.includes(part.type);

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter(Boolean));
  return made;
}

/** What can be chosen: the menu's own options, or people, roles and channels of the view. */
function choices(part, view) {
  const people = view.users.filter((one) => !one.bot).map((one) => [one.id, one.name]);
  const roles = view.roles.map((one) => [one.id, one.name.startsWith("@") ? one.name : `@${one.name}`]);
  const kinds = part.channel_types ?? [0];
  const channels = view.channels.filter((one) => kinds.includes(one.type)).map((one) => [one.id, one.type === 4 ? one.name : `#${one.name}`]);
  const own = (part.options ?? []).map((one) => [one.value, [one.emoji?.name, one.label].filter(Boolean).join(" "), one.default]);
  return { 5: people, 6: roles, 7: [...people, ...roles], 8: channels }[part.type] ?? own;
}

/** A select element for a menu or a group of options. */
export function menu(part, view) {
  const most = part.max_values ?? (part.type === 22 ? part.options.length : 1);
  const required = part.required ?? true;
  const select = element("select", { name: part.custom_id, multiple: most > 1, required, disabled: part.disabled ?? false, ariaLabel: part.placeholder ?? "Choose" });
  if (most <= 1) select.append(element("option", { value: "", textContent: part.placeholder ?? "—" }));
  for (const [value, textContent, selected] of choices(part, view)) select.append(element("option", { value, textContent, selected: selected ?? false }));
  return select;
}

export const chosen = (select) => [...select.selectedOptions].map((one) => one.value).filter(Boolean);

/** A field of a form: what is shown, and a function that gives what is sent. */
export function field(input, view, upload) {
  const base = { type: input.type, custom_id: input.custom_id };
  if (isMenu(input) || input.type === 22) {
    const select = menu(input, view);
    return [select, () => ({ ...base, values: chosen(select) })];
  }
  if (input.type === 21) {
    const select = menu(input, view);
    return [select, () => ({ ...base, value: chosen(select)[0] ?? null })];
  }
  if (input.type === 23) {
    const box = element("input", { type: "checkbox", checked: input.default ?? false });
    return [box, () => ({ ...base, value: box.checked })];
  }
  if (input.type === 19) {
    const most = input.max_values ?? 1;
    const least = input.min_values ?? ((input.required ?? true) ? 1 : 0);
    const files = element("input", { type: "file", name: input.custom_id, multiple: most > 1, required: least > 0 });
    const check = () => files.setCustomValidity(files.files.length > most || files.files.length < least ? `Choose ${least} to ${most} files.` : "");
    files.onchange = check;
    return [files, async () => ({ ...base, values: await upload([...files.files]) })];
  }
  const box = element(input.style === 2 ? "textarea" : "input", { name: input.custom_id, required: input.required ?? true, placeholder: input.placeholder ?? "", value: input.value ?? "", maxLength: input.max_length ?? 4000, minLength: input.min_length ?? 0 });
  return [box, () => ({ ...base, value: box.value })];
}
