# The commands people type; the build itself is CMake's (CMakePresets.json).

DEMO_TREE := build/demo
DEMO_STACK := examples/fraud-serving/fraud-serving.mlstack

.PHONY: all deps demo check bench fuzz install clean

all: build/release/build.ninja
	cmake --build --preset release

build/%/build.ninja:
	cmake --preset $*

deps:
	sh tools/install-dependencies

demo: deps all
	build/release/mlstack build $(DEMO_STACK) -o $(DEMO_TREE)

check: deps build/asan/build.ninja
	cmake --build --preset asan
	ctest --preset asan

bench: all
	python3 tests/bench/bench.py

# Seconds for each harness: make fuzz FUZZ_SECONDS=600
FUZZ_SECONDS ?= 60
fuzz:
	sh tools/install-dependencies fuzz
	cmake --preset fuzz -DMLSTACK_FUZZ_SECONDS=$(FUZZ_SECONDS)
	cmake --build --preset fuzz
	ctest --test-dir build/fuzz -L '^fuzz$$' --output-on-failure

install: all
	cmake --install build/release

clean:
	rm -rf build
