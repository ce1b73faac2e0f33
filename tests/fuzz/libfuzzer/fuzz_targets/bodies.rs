#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    fuzz_targets::keep(data);
    fuzz_targets::bodies::run(data);
});
