# What the build itself reads from npm.
include(${PROJECT_SOURCE_DIR}/tools/cmake/Npm.cmake)
set(npm_source ${PROJECT_SOURCE_DIR}/tools/npm)
set(npm_folder ${PROJECT_SOURCE_DIR}/build/npm)
signage_npm(${npm_source} ${npm_folder}
  "the model by which Japanese lines break between phrases, and the libraries of the hub's pages")
